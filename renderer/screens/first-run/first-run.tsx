/** The first run: an account, its instruments, a rule set, the words of the preparation. Under two minutes, or the demo. */
import { Anchor, ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { Combobox } from '../../components/combobox.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { ProgressSteps } from '../../components/progress-steps.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { Select } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { notifyError } from '../../components/toast.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useOnce } from '../../components/use-once.ts';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';
import { useAppState } from '../../store/use-state.ts';
import { EarlierJournal } from './earlier-journal.tsx';
import styles from './first-run.module.css';
import { currencies, emptySetup, forgetSetup, keepSetup, pageProblems, restoreSetup, setupOf, templates, textsOf, type SetupForm } from './setup-form.ts';

const pages = ['Account', 'Instruments', 'Rules', 'Words'] as const;
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
// Made once: a list made anew with every rendering would take back what is being searched for.
const zones = [...new Set([ownZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
const MOST_SYMBOLS = 20;

interface PageProps {
  form: SetupForm;
  change: (change: Partial<SetupForm>) => void;
  /** Shown once the trader tried to go on. */
  problems: Readonly<Partial<Record<keyof SetupForm, string>>>;
}

function AccountPage({ form, change, problems }: PageProps) {
  return (
    <>
      <p className={styles['purpose']}>The account you trade. It stays on this computer.</p>
      <TextField label="Name" value={form.name} onChange={(name) => change({ name })} error={problems.name} maxLength={80} placeholder="Combine 50K" autoFocus />
      <TextField label="Broker" value={form.broker} onChange={(broker) => change({ broker })} maxLength={80} hint="If you like. Imports recognise their format by themselves." />
      <div className={styles['two']}>
        <NumberField label="Starting equity" value={form.equity} onChange={(equity) => change({ equity })} error={problems.equity} unit={form.currency} placeholder="25000" />
        <Select label="Currency" value={form.currency} onChange={(currency) => change({ currency })} options={currencies.map((currency) => ({ value: currency, label: currency }))} />
      </div>
      <Combobox label="Your time zone" value={form.zone} onChange={(zone) => change({ zone })} options={zones} hint="Sessions follow the exchange’s own clock." />
      <EarlierJournal />
    </>
  );
}

function InstrumentsPage({ form, change, problems }: PageProps) {
  const instruments = useAppState((state) => state.instruments);
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const shown = instruments.filter(({ symbol, name }) => wanted === '' || symbol.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted));
  const toggle = (symbol: string, on: boolean): void => {
    if (on && form.symbols.length >= MOST_SYMBOLS) return;
    change({ symbols: on ? [...form.symbols, symbol] : form.symbols.filter((entry) => entry !== symbol) });
  };
  return (
    <>
      <p className={styles['purpose']}>What you trade. The first one you tick is the ticket’s default; others can be added any time.</p>
      <TextField label="Find an instrument" value={search} onChange={setSearch} placeholder="MES, Nasdaq, euro" error={problems.symbols} autoFocus />
      <div className={styles['list']} role="group" aria-label="Instruments">
        {shown.length === 0 && <p className={styles['purpose']}>No instrument of the catalogue has that name. Your own can be added in Settings.</p>}
        {shown.map(({ symbol, name }) => (
          <Checkbox key={symbol} label={symbol} note={name} checked={form.symbols.includes(symbol)} onChange={(on) => toggle(symbol, on)} />
        ))}
      </div>
      {form.symbols.length > 0 && <p className={styles['chosen']}>Chosen: {form.symbols.join(', ')}</p>}
    </>
  );
}

function RulesPage({ form, change }: PageProps) {
  return (
    <>
      <p className={styles['purpose']}>Where your rules start. Tightening applies at once; loosening waits for the next session.</p>
      <RadioGroup label="Rule set" hideLabel look="cards" value={form.template} onChange={(template) => change({ template })} choices={templates} />
    </>
  );
}

function WordsPage({ form, change }: PageProps) {
  return (
    <>
      <p className={styles['purpose']}>Your words for the five steps before each session. Keep these, change them, or leave one empty; Settings has them later.</p>
      <TextField label="Visualization" rows={4} value={form.visualizationText} onChange={(visualizationText) => change({ visualizationText })} maxLength={8000} autoFocus />
      <TextField label="Market map" rows={2} value={form.mapText} onChange={(mapText) => change({ mapText })} maxLength={8000} />
      <TextField label="Breath or verse" rows={2} value={form.breathText} onChange={(breathText) => change({ breathText })} maxLength={8000} />
      <TextField label="Neutral statement" rows={2} value={form.neutralStatement} onChange={(neutralStatement) => change({ neutralStatement })} maxLength={8000} />
      <TextField label="Risk check" rows={2} value={form.riskText} onChange={(riskText) => change({ riskText })} maxLength={8000} />
    </>
  );
}

const pageViews = [AccountPage, InstrumentsPage, RulesPage, WordsPage] as const;

export function FirstRun() {
  const settings = useAppState((state) => state.settings);
  const [form, setForm] = useState(() => restoreSetup(emptySetup(ownZone, textsOf(settings))));
  const [tried, setTried] = useState(false);
  const [busy, once] = useOnce();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => keepSetup(form), [form]);

  const page = Math.min(Math.max(0, form.page), pages.length - 1);
  const last = page === pages.length - 1;
  const change = (part: Partial<SetupForm>): void => setForm((old) => ({ ...old, ...part }));
  const go = (to: number): void => {
    setTried(false);
    change({ page: to });
    heading.current?.focus();
  };

  const next = (): Promise<void> => once(async () => {
    setTried(true);
    if (Object.keys(pageProblems(form, page)).length > 0) return;
    if (!last) return go(page + 1);
    const setup = setupOf(form);
    if (setup === null) return go(Object.keys(pageProblems(form, 0)).length > 0 ? 0 : 1);
    const result = await call('setup.complete', setup);
    if (!result.ok) return notifyError(result.error, 'The account was not set up');
    forgetSetup();
    useApp.getState().openScreen('prepare');
  });
  const lookAround = (): Promise<void> => once(async () => {
    const result = await call('demo.enter');
    if (!result.ok) notifyError(result.error, 'The demo did not open');
    else useApp.getState().openScreen('ticket');
  });
  useKeys({ 'Ctrl+Enter': () => void next() });

  const Page = pageViews[page] ?? AccountPage;
  return (
    <main className={styles['first-run']} data-screen="first-run">
      <form
        noValidate
        aria-label="First run"
        className={styles['frame']}
        onSubmit={(event) => {
          event.preventDefault();
          void next();
        }}
      >
        <header className={styles['head']}>
          <Anchor size={22} strokeWidth={2} aria-hidden="true" />
          <h1 ref={heading} tabIndex={-1}>
            Welcome to Holdfast
          </h1>
          <p className={styles['purpose']}>It stands beside your platform, makes you prepare, hears every trade before you take it, and keeps the record. It cannot stop an order at your broker: a guardrail, not a guarantee.</p>
        </header>
        <ProgressSteps label="Setup" steps={pages.map((label, index) => ({ value: label, label, state: index === page ? 'current' : index < page ? 'done' : 'todo' }))} onSelect={(label) => pages.indexOf(label) < page && go(pages.indexOf(label))} />
        <div className={styles['page']}>
          <Page form={form} change={change} problems={tried ? pageProblems(form, page) : {}} />
        </div>
        <footer className={styles['foot']}>
          {page === 0 ? (
            <Button variant="ghost" size="lg" onClick={() => void lookAround()} disabled={busy}>
              Look around first
            </Button>
          ) : (
            <Button variant="ghost" size="lg" icon={ArrowLeft} onClick={() => go(page - 1)}>
              Back
            </Button>
          )}
          <Button type="submit" variant="primary" size="lg" keys="Ctrl+Enter" disabled={busy} focusableWhenDisabled>
            {last ? 'Start' : 'Continue'}
          </Button>
        </footer>
      </form>
    </main>
  );
}
