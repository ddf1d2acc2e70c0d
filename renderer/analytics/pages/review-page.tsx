import { Check, ChevronLeft, ChevronRight, FileDown } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import type { Report, ReviewAnswers } from '../../../preload/contract/analytics.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ErrorState } from '../../components/state-message.tsx';
import { TextField } from '../../components/text-field.tsx';
import { notify, notifyError } from '../../components/toast.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { call } from '../../ipc.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import { useAppState } from '../../store/use-state.ts';
import { Exhibit } from '../exhibit.tsx';
import { FigureStrip } from '../figure-strip.tsx';
import { addDays, mondayOf } from '../filter.ts';
import { formatDate, formatInstant } from '../format-cell.ts';
import type { PageProps } from '../pages.tsx';
import { ReportPage } from '../report-page.tsx';
import { useReport } from '../use-report.ts';
import styles from './review-page.module.css';

const nothingWritten: ReviewAnswers = { wentWell: '', cost: '', change: '', completedAt: null };

const questions = [
  { key: 'wentWell', label: 'What went well, and what did you do for it?', rows: 3 },
  { key: 'cost', label: 'What did it cost you to break a rule, or what did keeping one earn?', rows: 3 },
  { key: 'change', label: 'The one thing you will do differently next week', rows: 2 },
] as const;

/** The week, read in order: the numbers, the days, the decisions, the trades, and then the trader's own words. */
export function ReviewPage({ filter }: PageProps) {
  const today = useAppState((state) => state.session?.date ?? new Date(state.now).toISOString().slice(0, 10));
  const account = useAppState((state) => state.accounts.find(({ id }) => id === filter.accountId)?.name ?? '');
  const choices = useLoaded('analytics.choices', { accountId: filter.accountId });
  const [chosen, setWeek] = useState<string | null>(null);
  const last = choices.value?.lastSession ?? today;
  // On a Monday morning it is the week that is over.
  const week = chosen ?? mondayOf(last > today ? today : last);
  const asked = useReport('analytics.review', choices.value === null ? null : { filter: { ...filter, from: null, to: null }, week });
  const name = `${formatDate(week)} – ${formatDate(addDays(week, 6))}`;
  const [printing, setPrinting] = useState(false);
  const print = async (): Promise<void> => {
    const page = document.documentElement;
    const appearance = page.dataset['appearance'];
    const { title } = document;
    // Paper is white, whatever the screen is.
    page.dataset['appearance'] = 'light';
    // A document is known by its own title.
    document.title = `Weekly review ${name}, ${account}`;
    flushSync(() => setPrinting(true));
    const result = await call('analytics.pdf', { suggestedName: `holdfast-review-${week}.pdf` });
    setPrinting(false);
    document.title = title;
    if (appearance !== undefined) page.dataset['appearance'] = appearance;
    if (!result.ok) notifyError(result.error);
    else if (result.value.saved) notify('success', 'Saved as PDF.');
  };
  if (choices.value === null) return choices.error === null ? <Waiting /> : <ErrorState title="The weeks cannot be read">{choices.error.message}</ErrorState>;
  return (
    <>
      <div className={styles['week']}>
        <IconButton label="The week before" icon={ChevronLeft} onClick={() => setWeek(addDays(week, -7))} />
        <h2 aria-live="polite">{name}</h2>
        <IconButton label="The week after" icon={ChevronRight} onClick={() => setWeek(addDays(week, 7))} disabled={addDays(week, 7) > today} />
        <span className={styles['account']}>{account}</span>
        <span className={styles['export']}>
          <Button icon={FileDown} onClick={() => void print()} disabled={asked.report === null}>
            Save as PDF
          </Button>
        </span>
      </div>
      <ReportPage asked={asked}>{(report) => <Steps report={report} week={week} whole={printing} />}</ReportPage>
    </>
  );
}

function Steps({ report, week, whole }: { report: Report<'review'>; week: string; whole: boolean }) {
  return (
    <ol className={styles['steps']}>
      <Step number={1} title="The numbers" ask="Read them once, without a story.">
        <FigureStrip figures={report.figures} />
      </Step>
      <Step number={2} title="The days" ask="On which days did you keep your process goal?">
        <Exhibit report={report} table="sessions" whole={whole} />
      </Step>
      <Step number={3} title="The decisions" ask="Read your own notes. Would you decide the same today?">
        <Exhibit report={report} table="decisions" whole={whole} />
      </Step>
      <Step number={4} title="The trades" ask="Which trade would you take again exactly so, whatever it made?">
        <Exhibit report={report} table="trades" whole={whole} />
      </Step>
      <Step number={5} title="In your words" ask="Three answers are enough.">
        <Answers key={`${report.filter.accountId} ${week}`} accountId={report.filter.accountId} week={week} zone={report.zone} at={report.at} whole={whole} />
      </Step>
    </ol>
  );
}

function Step({ number, title, ask, children }: { number: number; title: string; ask: string; children: ReactNode }) {
  return (
    <li className={styles['step']}>
      <header>
        <span aria-hidden="true">{number}</span>
        <h2>{title}</h2>
        <p>{ask}</p>
      </header>
      {children}
    </li>
  );
}

function Answers({ accountId, week, zone, at, whole }: { accountId: string; week: string; zone: string; at: number; whole: boolean }) {
  const [answers, setAnswers] = useState<ReviewAnswers>(nothingWritten);
  const [kept, setKept] = useState<ReviewAnswers | null>(null);
  useEffect(() => {
    let here = true;
    void call('analytics.review.answers', { accountId, week }).then((result) => {
      if (!here) return;
      if (!result.ok) return notifyError(result.error);
      setKept(result.value ?? nothingWritten);
      setAnswers(result.value ?? nothingWritten);
    });
    return () => {
      here = false;
    };
  }, [accountId, week]);
  if (kept === null) return null;
  const changed = answers.wentWell !== kept.wentWell || answers.cost !== kept.cost || answers.change !== kept.change;
  const save = async (completedAt: number | null): Promise<boolean> => {
    const written = { ...answers, completedAt };
    const result = await call('analytics.review.save', { accountId, week, answers: written });
    if (!result.ok) {
      notifyError(result.error);
      return false;
    }
    setAnswers((now) => ({ ...now, completedAt }));
    setKept(written);
    return true;
  };
  const complete = async (): Promise<void> => {
    if (await save(answers.completedAt ?? at)) notify('success', 'Your review is saved.');
  };
  return (
    // What was typed is kept when its field is left: nothing is lost on the way to another week or page.
    <div className={styles['answers']} onBlur={() => changed && void save(answers.completedAt)}>
      {kept.completedAt !== null && !changed && <Notice tone="clear" title={`Written ${formatInstant(kept.completedAt, zone)}`} />}
      {questions.map(({ key, label, rows }) =>
        whole ? (
          // Unlike a field, what is only read goes on on the next page.
          <div key={key} className={styles['answer']}>
            <h3>{label}</h3>
            <p>{answers[key]}</p>
          </div>
        ) : (
          <TextField key={key} label={label} rows={rows} value={answers[key]} onChange={(text) => setAnswers({ ...answers, [key]: text })} maxLength={8000} />
        ),
      )}
      <div className={styles['save']}>
        <Button variant="primary" icon={Check} disabled={!changed && (kept.completedAt !== null || kept === nothingWritten)} focusableWhenDisabled onClick={() => void complete()}>
          Save the review
        </Button>
      </div>
    </div>
  );
}
