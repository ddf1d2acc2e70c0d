/** What every kind of rule declares once; the evaluation, the form, the asymmetry law and the documentation follow from it. */
import type { z } from 'zod';
import type { FactView } from './facts.ts';
import type { Judgement } from './judgement.ts';
import type { FactName, Severity } from './model.ts';
import { problemText } from './problem-text.ts';
import type { Asymmetry, Tightens } from './tightening.ts';

/** One input of a rule's form. `record-list` carries its own columns. Numbers and limits are text, as the input shows them. */
export interface FormField {
  readonly key: string;
  readonly label: string;
  readonly help: string;
  readonly type: 'integer' | 'decimal' | 'percent' | 'money' | 'time' | 'boolean' | 'choice' | 'multi-choice' | 'text' | 'text-list' | 'record-list';
  readonly unit?: string;
  readonly minimum?: string;
  readonly maximum?: string;
  /** May be left empty: null. */
  readonly optional?: boolean;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly columns?: readonly FormField[];
}

export interface Param<T> {
  readonly field: Omit<FormField, 'key'>;
  readonly asymmetry: Asymmetry<T>;
}

/** Judges one ticket. Made once per rule with its parameters already exact. */
export type Judge = (facts: FactView) => Judgement;

export interface RuleKindOf<P extends object> {
  readonly kind: string;
  readonly title: string;
  /** The rule in one sentence, for a trader who has not written his own words. */
  readonly summary: string;
  readonly defaultSeverity: Severity;
  /** A brake blocks because of what happened before in the session, whatever the ticket. */
  readonly brake: boolean;
  readonly schema: z.ZodType<P>;
  readonly defaults: P;
  readonly params: { readonly [K in keyof P]-?: Param<P[K]> };
  /** The facts the rule is judged on. */
  readonly facts: readonly FactName[];
  prepare(params: P): Judge;
}

/** A kind with its parameter type closed over: what a catalogue holds. */
export interface RuleKind extends Omit<RuleKindOf<object>, 'schema' | 'defaults' | 'params' | 'prepare'> {
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly fields: readonly FormField[];
  /** Per parameter: which change tightens the rule, and so applies now. */
  readonly tightens: Readonly<Record<string, Tightens>>;
  /** Reads parameters of any shape; the problems carry the path inside the parameters. */
  parse(params: unknown): ParsedParams;
  /** Per parameter: the value for the rest of this session. Both sides must have been parsed. */
  meet(key: string, current: unknown, proposed: unknown): unknown;
}

export type ParsedParams =
  | { readonly ok: true; readonly params: Readonly<Record<string, unknown>>; readonly judge: Judge }
  | { readonly ok: false; readonly problems: readonly ParamProblem[] };

export interface ParamProblem {
  readonly path: string;
  readonly message: string;
}

/** Closes a kind over its parameter type. */
export function ruleKind<P extends object>(declared: RuleKindOf<P>): RuleKind {
  const { kind, title, summary, defaultSeverity, brake, schema, defaults, params, facts } = declared;
  const fields = (Object.keys(params) as (keyof P & string)[]).map((key): FormField => ({ key, ...params[key].field }));
  return {
    kind, title, summary, defaultSeverity, brake, facts, fields,
    tightens: Object.fromEntries(fields.map(({ key }) => [key, params[key as keyof P].asymmetry.tightens])),
    defaults: defaults as Readonly<Record<string, unknown>>,
    parse(candidate) {
      const result = schema.safeParse(candidate, { error: problemText });
      if (!result.success) {
        return { ok: false, problems: result.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message })) };
      }
      return { ok: true, params: result.data as Readonly<Record<string, unknown>>, judge: declared.prepare(result.data) };
    },
    meet(key, current, proposed) {
      const param = Object.hasOwn(params, key) ? (params[key as keyof P] as Param<unknown>) : undefined;
      return param === undefined ? current : param.asymmetry.meet(current, proposed);
    },
  };
}
