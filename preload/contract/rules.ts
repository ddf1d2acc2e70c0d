/** Rule sets as the trader edits them, and the form fields each kind of rule offers. */
import { z } from 'zod';
import type { Rule, RuleSet } from '../../main/engine/model.ts';
import { id, instant, longText, sessionDate, severity, shortText } from './values.ts';

export const rule = z.strictObject({
  id,
  kind: z.string().min(1).max(64),
  words: longText,
  severity,
  enabled: z.boolean(),
  shadow: z.boolean(),
  priority: z.int().min(0).max(10_000),
  params: z.record(z.string(), z.unknown()),
}) satisfies z.ZodType<Rule>;

export const overridePolicy = z.strictObject({
  coolDownSeconds: z.strictObject({ critical: z.int().min(0).max(86_400), major: z.int().min(0).max(86_400) }),
  noteMinLength: z.int().min(20).max(2000),
});

export const ruleSetContent = z.strictObject({ rules: z.array(rule).max(200), override: overridePolicy });

export const ruleSet = z.strictObject({
  id,
  name: shortText,
  version: z.int().min(1),
  hash: z.string(),
  ...ruleSetContent.shape,
}) satisfies z.ZodType<RuleSet>;

/** One input of a rule's form. `record-list` carries its own columns. */
export interface FormField {
  key: string;
  label: string;
  help: string;
  type: 'integer' | 'decimal' | 'percent' | 'money' | 'time' | 'boolean' | 'choice' | 'multi-choice' | 'text' | 'text-list' | 'record-list';
  unit?: string | undefined;
  minimum?: string | undefined;
  maximum?: string | undefined;
  optional?: boolean | undefined;
  options?: { value: string; label: string }[] | undefined;
  columns?: FormField[] | undefined;
}
export const formField: z.ZodType<FormField> = z.lazy(() =>
  z.strictObject({
    key: z.string(),
    label: z.string(),
    help: z.string(),
    type: z.enum(['integer', 'decimal', 'percent', 'money', 'time', 'boolean', 'choice', 'multi-choice', 'text', 'text-list', 'record-list']),
    unit: z.string().optional(),
    minimum: z.string().optional(),
    maximum: z.string().optional(),
    optional: z.boolean().optional(),
    options: z.array(z.strictObject({ value: z.string(), label: z.string() })).optional(),
    columns: z.array(formField).optional(),
  }),
);

export const ruleKind = z.strictObject({
  kind: z.string(),
  title: z.string(),
  summary: z.string(),
  defaultSeverity: severity,
  defaultParams: z.record(z.string(), z.unknown()),
  fields: z.array(formField),
});

export const ruleChange = z.strictObject({
  ruleId: z.string(),
  title: z.string(),
  /** What changed, in words: "maximum 6 → 5 tickets". */
  text: z.string(),
  effect: z.enum(['now', 'next-session']),
});

export const rulesView = z.strictObject({
  current: ruleSet,
  /** What takes over when the next session opens; null when nothing is waiting. */
  pending: ruleSet.nullable(),
  kinds: z.array(ruleKind),
  /** Rules that a partner sets and the trader may only tighten; null without a partner. */
  partner: z
    .strictObject({
      name: shortText,
      packs: z.array(z.strictObject({ id: z.uuid(), name: shortText, version: z.int(), publishedAt: instant, ruleIds: z.array(id), /** Rules that need a newer Holdfast. */ unknown: z.int().min(0) })),
    })
    .nullable(),
  versions: z.array(z.strictObject({ hash: z.string(), name: shortText, version: z.int(), createdAt: instant, activeFrom: sessionDate.nullable(), rules: z.int() })),
});
export type RulesView = z.infer<typeof rulesView>;
