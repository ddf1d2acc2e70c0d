/** One file on its way into the journal: chosen, looked at, asked about, imported. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { DROP_CHUNK, type ChosenFile, type ImportAnswers, type ImportOutcome, type ImportPreview, type ImportTarget } from '../../../preload/contract/imports.ts';
import type { CallOutput } from '../../../preload/contract/calls.ts';
import type { CallError, Result } from '../../../preload/contract/result.ts';
import { notifyError } from '../../components/toast.tsx';
import { call, subscribe } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly fills: number;
  /** Being written: it cannot be cancelled any more. */
  readonly writing: boolean;
}

/** Where an import goes; a new account's fields are kept while they are typed. */
export interface Target {
  readonly kind: 'account' | 'new' | 'each';
  readonly accountId: string;
  readonly name: string;
  readonly currency: string;
  readonly zone: string;
}

export const NOTHING_SAID: ImportAnswers = { zone: null, date: null, dateOrder: null, symbol: null, mapping: null, alike: null };

export interface Importing {
  readonly file: ChosenFile | null;
  /** What the trader said, without what was remembered. */
  readonly said: ImportAnswers;
  readonly target: Target;
  readonly preview: ImportPreview | null;
  readonly error: CallError | null;
  readonly outcome: ImportOutcome | null;
  readonly busy: 'receiving' | 'previewing' | 'importing' | null;
  readonly progress: Progress | null;
  /** Names of the files that were dropped with this one: each is looked at in its turn. */
  readonly waiting: readonly string[];
  choose(): void;
  open(file: ChosenFile): void;
  drop(files: readonly File[]): void;
  say(answers: Partial<ImportAnswers>): void;
  aim(target: Partial<Target>): void;
  run(): void;
  cancel(): void;
  /** Puts the file away; the next one that waits is opened. */
  leave(): void;
}

let jobs = 0;
const jobName = (): string => {
  jobs += 1;
  // Two windows may count alike.
  return `import:${Math.round(performance.timeOrigin)}:${jobs}`;
};

/** A question for each pause in the typing. */
const SETTLE_MS = 200;

/** What came of an import, for those who look elsewhere by then. */
export type ImportEnd = { readonly fileName: string } & ({ readonly outcome: ImportOutcome } | { readonly error: CallError });

export function useImport(accountId: string, zone: string, onEnd: (end: ImportEnd) => void): Importing {
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [said, setSaid] = useState(NOTHING_SAID);
  const [target, setTarget] = useState<Target>({ kind: 'account', accountId, name: '', currency: 'USD', zone });
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null);
  const [busy, setBusy] = useState<Importing['busy']>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [waiting, setWaiting] = useState<readonly File[]>([]);
  const job = useRef<string | null>(null);
  const receiving = useRef(0);
  /** What the preview that is shown was asked. */
  const answered = useRef('');
  // An instrument that was added answers a question of the preview.
  const instruments = useApp((store) => store.state?.instruments.length ?? 0);

  useEffect(() => subscribe('import.progress', (told) => told.job === job.current && setProgress(told)), []);

  const open = useCallback((chosen: ChosenFile) => {
    answered.current = '';
    setFile(chosen);
    setSaid(NOTHING_SAID);
    setPreview(null);
    setOutcome(null);
    setError(null);
  }, []);

  const putAway = useCallback(() => {
    answered.current = '';
    receiving.current += 1;
    setFile(null);
    setPreview(null);
    setOutcome(null);
    setError(null);
    setBusy(null);
    setProgress(null);
  }, []);

  // Another account was chosen while no file was at hand: the next one goes there.
  const idle = file === null && busy === null && waiting.length === 0;
  const chosenFor = useRef(accountId);
  useEffect(() => {
    if (!idle || chosenFor.current === accountId) return;
    chosenFor.current = accountId;
    setTarget({ kind: 'account', accountId, name: '', currency: 'USD', zone });
  }, [idle, accountId, zone]);

  const token = file?.token ?? null;
  const previewAccount = target.kind === 'account' ? target.accountId : null;
  const each = target.kind === 'each';
  const asking = token !== null && outcome === null && busy !== 'importing';
  const question = JSON.stringify(said);
  useEffect(() => {
    const asked = JSON.stringify([token, previewAccount, each, question, instruments]);
    if (!asking || token === null) return undefined;
    // After an import that was cancelled, or an answer taken back, what was seen of the file holds.
    if (answered.current === asked) {
      setBusy((now) => (now === 'previewing' ? null : now));
      return undefined;
    }
    let waits = true;
    const name = jobName();
    const timer = setTimeout(() => {
      job.current = name;
      setProgress(null);
      setBusy('previewing');
      void call('import.preview', { job: name, token, accountId: previewAccount, each, answers: JSON.parse(question) as ImportAnswers }).then((result) => {
        if (!waits) return;
        waits = false;
        setBusy(null);
        setError(result.ok ? null : result.error);
        answered.current = result.ok ? asked : '';
        if (result.ok) setPreview(result.value);
      });
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      if (waits) void call('import.cancel', { job: name });
      waits = false;
    };
  }, [asking, token, previewAccount, each, question, instruments]);

  const receive = async (dropped: File): Promise<void> => {
    const turn = (receiving.current += 1);
    setBusy('receiving');
    let at = 0;
    let key = '';
    do {
      const bytes = new Uint8Array(await dropped.slice(at, at + DROP_CHUNK).arrayBuffer());
      const answer: Result<CallOutput<'import.drop'>> = await call('import.drop', { token: key === '' ? null : key, name: dropped.name, size: dropped.size, base64: base64Of(bytes) });
      if (turn !== receiving.current) return;
      if (!answer.ok) {
        setBusy(null);
        setProgress(null);
        notifyError(answer.error, 'The file was not taken');
        return;
      }
      key = answer.value.token;
      at += bytes.length;
      setProgress({ done: at, total: dropped.size, fills: 0, writing: false });
    } while (at < dropped.size);
    setBusy(null);
    setProgress(null);
    open({ token: key, name: dropped.name, size: dropped.size });
  };

  const next = ([first, ...others]: readonly File[]): void => {
    setWaiting(others);
    if (first === undefined) return;
    void receive(first).catch(() => {
      setBusy(null);
      notifyError({ code: 'unavailable', message: `${first.name} could not be read. Choose it from its folder instead.` }, 'The file was not taken');
    });
  };

  const take = async (): Promise<void> => {
    if (file === null) return;
    const { token, name: fileName } = file;
    const name = jobName();
    job.current = name;
    setProgress(null);
    setBusy('importing');
    const result = await call('import.run', { job: name, token, target: wireTarget(target), answers: said });
    setBusy(null);
    setProgress(null);
    if (!result.ok) {
      setError(result.error);
      onEnd({ fileName, error: result.error });
      return;
    }
    if (result.value.refusal?.code === 'cancelled' && result.value.imported.length === 0) return;
    setOutcome(result.value);
    onEnd({ fileName, outcome: result.value });
  };

  return {
    file, said, target, preview, error, outcome, busy, progress, open,
    waiting: waiting.map(({ name }) => name),
    leave: () => {
      putAway();
      next(waiting);
    },
    choose: () =>
      void call('import.choose').then((answer) => {
        if (!answer.ok) notifyError(answer.error, 'The file was not opened');
        else if (answer.value !== null) open(answer.value);
      }),
    drop: next,
    say: (answers) => setSaid((before) => ({ ...before, ...answers })),
    aim: (changes) => setTarget((before) => ({ ...before, ...changes })),
    run: () => void take(),
    cancel: () => {
      receiving.current += 1;
      if (busy === 'receiving') {
        setBusy(null);
        setWaiting([]);
      } else if (job.current !== null) void call('import.cancel', { job: job.current });
    },
  };
}

function wireTarget({ kind, accountId, name, currency, zone }: Target): ImportTarget {
  if (kind === 'account') return { kind, accountId };
  return kind === 'new' ? { kind, name: name.trim(), currency, zone } : { kind, currency, zone };
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
