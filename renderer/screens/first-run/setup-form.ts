/** The first run as typed, kept on this computer until it is finished, so that an interruption costs nothing. */
import type { CallInput } from '../../../preload/contract/calls.ts';
import type { StepTexts } from '../../../preload/contract/state.ts';
import { readMoney } from '../../format/money-input.ts';

export type Setup = CallInput<'setup.complete'>;

export interface SetupForm extends StepTexts {
  readonly page: number;
  readonly name: string;
  readonly broker: string;
  readonly currency: string;
  readonly zone: string;
  readonly equity: string;
  readonly symbols: readonly string[];
  readonly template: Setup['template'];
}

export const templates: readonly { value: Setup['template']; label: string; note: string }[] = [
  { value: 'founder', label: 'Founder’s rules', note: 'MES, six tickets a session, 1 % a trade, 2 : 1 at least, brakes after losses. Ready to use, yours to change.' },
  { value: 'conservative', label: 'Conservative', note: 'Fewer tickets, smaller risk, earlier brakes. For a first account, or after a hard month.' },
  { value: 'empty', label: 'Empty', note: 'No rules yet. Every ticket is clear until you write the first one.' },
];

export const currencies = ['USD', 'EUR', 'GBP', 'CHF', 'JPY', 'CAD', 'AUD', 'NZD', 'SEK', 'NOK', 'DKK', 'PLN', 'SGD', 'HKD', 'INR', 'BRL', 'ZAR'] as const;

/** What the form starts with; `zone` is the computer's own. */
export function emptySetup(zone: string, texts: StepTexts): SetupForm {
  return { page: 0, name: '', broker: '', currency: 'USD', zone, equity: '', symbols: [], template: 'founder', ...texts };
}

/** Problems of a page by field; empty when it may be left. */
export function pageProblems(form: SetupForm, page: number): Readonly<Partial<Record<keyof SetupForm, string>>> {
  if (page === 0) {
    const equity = readMoney(form.equity, form.currency);
    return {
      ...(form.name.trim() === '' && { name: 'Give the account a name' }),
      ...(equity.kind === 'problem' && { equity: equity.message }),
      ...((equity.kind === 'empty' || (equity.kind === 'money' && equity.value.amount <= 0)) && { equity: 'State what the account starts with' }),
    };
  }
  if (page === 1 && form.symbols.length === 0) return { symbols: 'Choose at least one instrument' };
  return {};
}

/** The words of the five steps, and nothing else of what carries them. */
export function textsOf({ visualizationText, mapText, breathText, neutralStatement, riskText }: StepTexts): StepTexts {
  return { visualizationText, mapText, breathText, neutralStatement, riskText };
}

/** The call that finishes the first run; null while a page has problems. */
export function setupOf(form: SetupForm): Setup | null {
  const equity = readMoney(form.equity, form.currency);
  if (equity.kind !== 'money' || [0, 1].some((page) => Object.keys(pageProblems(form, page)).length > 0)) return null;
  return {
    account: { name: form.name.trim(), broker: form.broker.trim(), currency: form.currency, zone: form.zone, startingEquity: equity.value },
    symbols: [...form.symbols],
    template: form.template,
    texts: textsOf(form),
  };
}

const KEY = 'holdfast.first-run';

/** What an interrupted first run left, over the given start; fields of an older shape are ignored. */
export function restoreSetup(start: SetupForm): SetupForm {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return start;
    const known = Object.entries(start).map(([key, value]) => {
      const old: unknown = (kept as Record<string, unknown>)[key];
      const fits = Array.isArray(value) ? Array.isArray(old) && old.every((entry) => typeof entry === 'string') : typeof old === typeof value;
      return [key, fits ? old : value];
    });
    return Object.fromEntries(known) as unknown as SetupForm;
  } catch {
    return start;
  }
}

export function keepSetup(form: SetupForm): void {
  localStorage.setItem(KEY, JSON.stringify(form));
}

export function forgetSetup(): void {
  localStorage.removeItem(KEY);
}
