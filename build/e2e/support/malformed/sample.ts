/** A message that a schema accepts, worked out from the schema itself, so that no channel can be forgotten. */
import type { z } from 'zod';

/** Texts that one or the other of the contract's patterns asks for. */
const TEXTS = ['main', '1', 'USD', 'MES', '2025-03-12', '6000.25', '{}', 'a text that is long enough for a note'];

/**
 * @throws Error for a kind of schema that the contract did not use so far
 */
export function sampleOf(schema: z.core.$ZodType): unknown {
  const { def } = schema._zod as unknown as { def: { type: string } & Record<string, unknown> };
  const inner = (key: string) => sampleOf(def[key] as z.core.$ZodType);
  switch (def.type) {
    case 'undefined':
      return undefined;
    case 'null':
      return null;
    case 'boolean':
      return true;
    case 'string':
      return accepted(schema, TEXTS);
    case 'number':
    case 'int':
      return accepted(schema, [1, 5, 60, 100, 1_741_789_800_000]);
    case 'enum':
      return Object.values(def['entries'] as Record<string, string>)[0];
    case 'literal':
      return (def['values'] as unknown[])[0];
    case 'nullable':
    case 'optional':
    case 'default':
    case 'readonly':
      return inner('innerType');
    case 'lazy':
      return sampleOf((def['getter'] as () => z.core.$ZodType)());
    case 'pipe':
      return inner('in');
    case 'array':
      return [inner('element')];
    case 'union':
      return sampleOf((def['options'] as z.core.$ZodType[])[0] as z.core.$ZodType);
    case 'record':
      return { [String(inner('keyType'))]: inner('valueType') };
    case 'object':
      return Object.fromEntries(Object.entries(def['shape'] as Record<string, z.core.$ZodType>).map(([key, value]) => [key, sampleOf(value)]));
    // `z.instanceof`: the bytes of a file.
    case 'custom':
      return accepted(schema, [new Uint8Array(1)]);
    case 'unknown':
    case 'any':
      return 'anything';
    default:
      throw new Error(`no sample for a schema of the type ${def.type}`);
  }
}

function accepted(schema: z.core.$ZodType, candidates: readonly unknown[]): unknown {
  const found = candidates.find((candidate) => (schema as z.ZodType).safeParse(candidate).success);
  if (found === undefined) throw new Error('none of the texts and numbers at hand fits a schema of the contract: add one that does');
  return found;
}
