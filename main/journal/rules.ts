/** The account's rules: versions, what a change would do and when, files. */
import type { CallOutput } from '../../preload/contract/calls.ts';
import type { RulesView } from '../../preload/contract/rules.ts';
import { diffRuleSets, planRuleChange, type RuleChange } from '../engine/asymmetry.ts';
import type { RuleSetContent } from '../engine/model.ts';
import { adoptFloor } from '../engine/rule-floor.ts';
import { RULE_KINDS } from '../engine/rule-catalogue.ts';
import { encodeRuleSet, parseRuleSet, type RuleSetProblem } from '../engine/rule-set.ts';
import { accountRules, activateVersion, addRuleVersion, listAccounts, ruleSetContent, ruleVersions, setAccountRules, watchedSymbols, type RuleVersion } from '../store/accounts.ts';
import type { Executor } from '../store/executor.ts';
import { accountDesk, readDesk, type Desk, type Lookup } from './desk.ts';
import { JournalError } from './errors.ts';
import { boundByPartner, floorOf, keepPartnerRules, partnerRules, partnerView, underPartner, type PartnerRules } from './partner-rules.ts';
import type { Recording } from './recording.ts';
import { readRuleFile, ruleFileText } from './rule-file.ts';
import { hashRuleSet } from './rule-shelf.ts';
import { wire } from './wire.ts';

export interface RulesInput {
  readonly name: string;
  readonly content: RuleSetContent;
  /** Hash of the rules that the change began from: those that wait, or else those in force. */
  readonly baseHash: string;
}

export function rulesView({ db }: Lookup, desk: Desk): RulesView {
  return wire<RulesView>({
    current: shown(desk.current),
    pending: desk.pending === null ? null : shown(desk.pending),
    kinds: RULE_KINDS.map(({ kind, title, summary, defaultSeverity, defaults, fields }) => ({ kind, title, summary, defaultSeverity, defaultParams: defaults, fields })),
    partner: partnerView(db),
    versions: ruleVersions(db, desk.account.id).map(({ hash, name, version, createdAt, activeFrom, rules }) => ({ hash, name, version, createdAt, activeFrom, rules: rules.length })),
  });
}

function shown({ id, name, version, hash, rules, override }: RuleVersion): RulesView['current'] {
  return wire<RulesView['current']>({ id, name, version, hash, rules, override });
}

/** What saving would change of what the trader edits (what waits, if anything does), and when; all problems of the content with their places, and nothing written. */
export function planRules({ db }: Lookup, desk: Desk, content: RuleSetContent): CallOutput<'rules.plan'> {
  const parsed = parseRuleSet(content);
  if (!parsed.ok) return { changes: [], problems: parsed.problems.map((problem) => ({ ...problem })) };
  const bound = boundByPartner(db, parsed.content);
  if (bound.problems.length > 0) return { changes: [], problems: bound.problems.map((problem) => ({ ...problem })) };
  return { changes: planRuleChange(desk.current, bound.content, desk.pending ?? desk.current).changes.map(changeShown), problems: [] };
}

function changeShown({ ruleId, title, text, effect }: RuleChange): CallOutput<'rules.plan'>['changes'][number] {
  return { ruleId, title, text, effect };
}

/**
 * Saves new rules by the asymmetry law: what tightens is in force at once, what loosens waits for the next session. What
 * waited before is replaced. `conflict` when the rules were changed since `baseHash` was read.
 */
export function saveRules(recording: Recording, lookup: Lookup, { name, content, baseHash }: RulesInput): void {
  const desk = readDesk(lookup);
  if (baseHash !== (desk.pending ?? desk.current).hash) throw new JournalError('conflict', 'The rules were changed since you opened them. Read them again.', { field: 'baseHash' });
  const parsed = parseRuleSet(content);
  if (!parsed.ok) throw problemError(parsed.problems);
  const bound = boundByPartner(lookup.db, parsed.content);
  if (bound.problems.length > 0) throw problemError(bound.problems);
  change(recording, desk, name, bound.content);
}

/**
 * Brings every account under the partner's rules, or from under them when there is no partner any more, by the same law as a
 * change of the trader's. Does nothing when they are the ones it has.
 */
export function adoptPartnerRules(recording: Recording, lookup: Lookup, rules: PartnerRules | null): void {
  const before = floorOf(partnerRules(lookup.db));
  if (!keepPartnerRules(recording.tx, rules)) return;
  const after = floorOf(rules);
  for (const account of listAccounts(lookup.db)) {
    // An account that was only imported into may have no instruments or rules to be judged by yet; it gets these with its own.
    if (accountRules(lookup.db, account.id).current === null || watchedSymbols(lookup.db, account.id).length === 0) continue;
    const desk = accountDesk(lookup, account);
    const base = desk.pending ?? desk.current;
    const parsed = parseRuleSet(adoptFloor({ rules: base.rules, override: base.override }, before, after));
    if (!parsed.ok) throw problemError(parsed.problems);
    change(recording, desk, base.name, parsed.content);
  }
}

/** What tightens is in force at once, what loosens waits for the next session. */
function change(recording: Recording, desk: Desk, name: string, content: RuleSetContent): void {
  const plan = planRuleChange(desk.current, content);
  const current = addVersion(recording, desk, name, plan.now);
  const pending = plan.next === null ? null : addVersion(recording, desk, name, plan.next);
  setAccountRules(recording.tx, desk.account.id, { current: current.rowId, pending: pending?.rowId ?? null });
  if (desk.session === null || current.hash === desk.state.ruleSetHash) return;
  activateVersion(recording.tx, current.rowId, desk.session.date);
  recording.execute(desk.session, { type: 'adopt-rules', ruleSetHash: current.hash, at: recording.now });
}

/** The first version of an account's rules. */
export function firstRules(recording: Recording, accountId: string, name: string, content: RuleSetContent): void {
  const whole = underPartner(recording.tx, content);
  const rowId = addRuleVersion(recording.tx, {
    ruleSetId: recording.newId(), accountId, name, hash: hashRuleSet(whole), content: encodeRuleSet(whole), activeFrom: null, at: recording.now,
  });
  setAccountRules(recording.tx, accountId, { current: rowId, pending: null });
}

/** No new version for what is in force, or waits, already under the same name. */
function addVersion(recording: Recording, { account, current, pending }: Desk, name: string, content: RuleSetContent): { readonly rowId: number; readonly hash: string } {
  const hash = hashRuleSet(content);
  const known = [current, pending].find((version) => version?.hash === hash && version.name === name);
  if (known != null) return { rowId: known.rowId, hash };
  const rowId = addRuleVersion(recording.tx, { ruleSetId: current.id, accountId: account.id, name, hash, content: encodeRuleSet(content), activeFrom: null, at: recording.now });
  return { rowId, hash };
}

function problemError(problems: readonly RuleSetProblem[]): JournalError {
  const first = problems[0];
  const place = first === undefined ? '' : [first.ruleId, first.field].filter((part) => part !== '').join(' ');
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return new JournalError('refused', `These rules cannot be saved: ${place === '' ? '' : `${place}: `}${first?.message ?? 'they are not valid'}${more}.`, { field: 'content' });
}

/** Content of a version; `not-found` for a hash this journal never had. */
export function ruleContent(db: Executor, hash: string): RuleSetContent {
  const content = ruleSetContent(db, hash);
  if (content === null) throw new JournalError('not-found', 'There is no version with this hash.', { field: 'hash' });
  return content;
}

export function diffRules(db: Executor, from: string, to: string): CallOutput<'rules.diff'> {
  return diffRuleSets(ruleContent(db, from), ruleContent(db, to)).map(changeShown);
}

/** The rules as a file: those that wait, if any, since they are the latest wish. */
export function exportRules(desk: Desk): CallOutput<'rules.export'> {
  const version = desk.pending ?? desk.current;
  const slug = version.name.toLowerCase().normalize('NFKD').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  return { fileName: `${slug === '' ? 'rules' : slug}-v${version.version}.json`, json: ruleFileText(version.name, version) };
}

/** So many problems of a file are told at once: with more of them it is not mended by hand. */
const MOST_PROBLEMS = 20;

/** Reads a rule file; `refused` with its problems and their places, one a line. */
export function parseRules(json: string): CallOutput<'rules.parse'> {
  const read = readRuleFile(json);
  if (!read.ok) {
    const more = read.problems.length - MOST_PROBLEMS;
    throw new JournalError('refused', [...read.problems.slice(0, MOST_PROBLEMS), ...(more > 0 ? [`and ${more} more`] : [])].join('\n'), { field: 'json' });
  }
  return wire<CallOutput<'rules.parse'>>({ name: read.name, content: read.content });
}
