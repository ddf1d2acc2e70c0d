import { Check, MoveHorizontal, MoveDown, MoveUp } from 'lucide-react';
import { useState } from 'react';
import type { CallInput } from '../../../preload/contract/calls.ts';
import type { SessionView } from '../../../preload/contract/state.ts';
import { Button } from '../../components/button.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { TextField } from '../../components/text-field.tsx';
import { notify, notifyError, putAwayProblem } from '../../components/toast.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { readDecimal } from '../../format/decimal.ts';
import { formatAge } from '../../format/display.ts';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';
import { useAppState, useSession, useSettings } from '../../store/use-state.ts';
import { AtrFromBars, readBarAtr, writeBarAtr, type BarAtr } from './atr-from-bars.tsx';
import { readLevels, readNews, writeLevels, writeNews } from './map-text.ts';
import { OwnWords } from './own-words.tsx';
import styles from './prepare.module.css';
import { StepFrame, type StepProps } from './step-frame.tsx';
import { useStepDraft, type StepDraft } from './use-step-draft.ts';

type MapInput = CallInput<'map.save'>;
type MapView = SessionView['maps'][number];

/** The fields of one instrument as typed: from the draft, else from the saved map. */
function typedMap(symbol: string, draft: StepDraft, saved: MapView | undefined) {
  const field = (name: string, fallback: string): string => draft.fields[`${symbol}.${name}`] ?? fallback;
  const trend = field('trend', saved?.trend ?? '');
  const channel = field('channel', saved?.channel ?? '');
  return {
    trend: (['up', 'down', 'range'] as const).find((value) => value === trend) ?? null,
    channel: (['buying', 'selling', 'none'] as const).find((value) => value === channel) ?? null,
    levels: field('levels', writeLevels(saved?.levels ?? [])),
    atr: field('atr', saved?.atr ?? ''),
    atrFrom: readBarAtr(draft.fields[`${symbol}.atrFrom`]),
    news: field('news', writeNews(saved?.news ?? [])),
  };
}

/** When the bars end that the ATR is from; null where it was typed, or typed over. */
function barsEnd({ atr, atrFrom }: ReturnType<typeof typedMap>): number | null {
  return atrFrom !== null && atrFrom.atr === atr ? atrFrom.at : null;
}

/** What would be saved, or why it cannot be. */
function readMap(symbol: string, typed: ReturnType<typeof typedMap>): { input: MapInput | null; problems: { levels?: string; atr?: string; news?: string } } {
  const { levels, unread } = readLevels(typed.levels);
  const times = readNews(typed.news);
  const atr = typed.atr.trim() === '' ? null : readDecimal(typed.atr);
  const problems = {
    ...(unread.length > 0 && { levels: `Not a price: ${unread.join(', ')}` }),
    ...(times.unread.length > 0 && { news: `Start each line with a time: ${times.unread[0]}` }),
    ...(typed.atr.trim() !== '' && (atr === null || !/[1-9]/.test(atr) || atr.startsWith('-')) && { atr: 'Write points such as 5.25' }),
  };
  return { input: Object.keys(problems).length > 0 ? null : { symbol, trend: typed.trend, channel: typed.channel, levels, atr, news: times.news }, problems };
}

function isSaved(input: MapInput, saved: MapView | undefined, barsEnd: number | null): boolean {
  // The same ATR of newer bars is news.
  if (saved === undefined || (barsEnd !== null && barsEnd > (saved.atrAt ?? 0))) return false;
  const { atrAt: _atrAt, at: _at, ...stated } = saved;
  return JSON.stringify({ ...input }) === JSON.stringify({ symbol: stated.symbol, trend: stated.trend, channel: stated.channel, levels: stated.levels, atr: stated.atr, news: stated.news });
}

function MapCard({ symbol, draft, saved, onSave, onConfirmAtr, onAtr }: { symbol: string; draft: StepDraft; saved: MapView | undefined; onSave: () => void; onConfirmAtr: () => void; onAtr: (found: BarAtr) => void }) {
  const now = useApp((store) => store.now);
  const typed = typedMap(symbol, draft, saved);
  const { input, problems } = readMap(symbol, typed);
  const set = (field: string) => (text: string) => draft.set(`${symbol}.${field}`, text);
  const kept = input !== null && isSaved(input, saved, barsEnd(typed));
  const atrAge = saved?.atrAt == null ? null : `as of ${formatAge(Math.max(0, now - saved.atrAt))} ago`.replace('of now ago', 'of now');
  return (
    <div className={styles['fields']}>
      <RadioGroup
        label="Trend"
        value={typed.trend}
        onChange={set('trend')}
        choices={[
          { value: 'up', label: 'Up', icon: MoveUp },
          { value: 'down', label: 'Down', icon: MoveDown },
          { value: 'range', label: 'Range', icon: MoveHorizontal },
        ]}
      />
      <RadioGroup
        label="Channel"
        value={typed.channel}
        onChange={set('channel')}
        choices={[
          { value: 'buying', label: 'Buying' },
          { value: 'selling', label: 'Selling' },
          { value: 'none', label: 'None' },
        ]}
      />
      <div className={styles['two']}>
        <NumberField label="ATR" unit="pts" value={typed.atr} onChange={set('atr')} error={problems.atr} hint={atrAge ?? '5-minute bars, 14'} />
        <TextField label="Key levels" value={typed.levels} onChange={set('levels')} error={problems.levels} placeholder="5987.5 6004.25" hint="with spaces between" />
      </div>
      <TextField label="News to stay out of" rows={2} value={typed.news} onChange={set('news')} error={problems.news} placeholder={'10:00 Consumer confidence\n14:00 FOMC minutes'} hint="one a line, on the session’s clock" />
      <div className={styles['map-actions']}>
        <AtrFromBars symbol={symbol} used={typed.atrFrom?.atr === typed.atr ? typed.atrFrom : null} onAtr={onAtr} />
        {saved?.atr != null && saved.atr === input?.atr && saved.atrAt !== null && now - saved.atrAt >= 60_000 && (
          <Button size="sm" variant="ghost" onClick={onConfirmAtr}>
            ATR read again: still {saved.atr}
          </Button>
        )}
        <Button icon={kept ? Check : undefined} keys="Ctrl+S" onClick={onSave} disabled={input === null || kept} focusableWhenDisabled>
          {kept ? 'Map saved' : 'Save map'}
        </Button>
      </div>
    </div>
  );
}

export function MarketStep(props: StepProps) {
  const watched = useAppState((state) => state.watched);
  const maps = useSession()?.maps ?? [];
  const { mapText } = useSettings();
  const draft = useStepDraft('market-mapping');
  const [chosen, setSymbol] = useState<string | null>(null);
  const symbol = watched.find((entry) => entry === chosen) ?? watched[0] ?? '';
  const mapped = watched.filter((entry) => maps.some((map) => map.symbol === entry));

  const saveMap = async (wanted: string, atrConfirmed = false): Promise<boolean> => {
    const saved = maps.find((map) => map.symbol === wanted);
    const typed = typedMap(wanted, draft, saved);
    const { input, problems } = readMap(wanted, typed);
    const problem = `${wanted} is not saved`;
    if (input === null) {
      notify('problem', problem, Object.values(problems)[0]);
      return false;
    }
    if (isSaved(input, saved, barsEnd(typed)) && !atrConfirmed) return true;
    // An ATR from bars is as old as they are; one that was typed over, or read again, is the trader's, of now.
    const atrAsOf = atrConfirmed ? null : barsEnd(typed);
    const result = await call('map.save', { ...input, ...(atrConfirmed ? { atrConfirmed } : {}), ...(atrAsOf === null ? {} : { atrAsOf }) });
    if (result.ok) putAwayProblem(problem);
    else notifyError(result.error, problem);
    return result.ok;
  };
  const takeBarAtr = (wanted: string, found: BarAtr): void => {
    draft.set(`${wanted}.atr`, found.atr);
    draft.set(`${wanted}.atrFrom`, writeBarAtr(found));
  };
  useKeys({ 'Ctrl+S': () => void saveMap(symbol) });

  // An instrument counts when something was said about it.
  const touched = watched.filter((entry) => {
    const typed = typedMap(entry, draft, maps.find((map) => map.symbol === entry));
    return typed.trend !== null || typed.channel !== null || typed.atr !== '' || typed.levels !== '';
  });
  const finish = async () => {
    for (const entry of touched) if (!(await saveMap(entry))) return null;
    return { step: 'market-mapping', symbols: touched } as const;
  };
  const card = (entry: string) => <MapCard symbol={entry} draft={draft} saved={maps.find((map) => map.symbol === entry)} onSave={() => void saveMap(entry)} onConfirmAtr={() => void saveMap(entry, true)} onAtr={(found) => takeBarAtr(entry, found)} />;
  const wanting = touched.flatMap((entry) => {
    const typed = typedMap(entry, draft, maps.find((map) => map.symbol === entry));
    // No channel is an answer, too; without one no rule about direction could judge a ticket.
    const unsaid = [typed.trend === null && 'trend', typed.channel === null && 'channel'].filter(Boolean);
    return [...(unsaid.length > 0 ? [`say the ${unsaid.join(' and the ')} of ${entry}`] : []), ...(readMap(entry, typed).input === null ? [`correct the map of ${entry}`] : [])];
  });
  return (
    <StepFrame {...props} draft={draft} open={touched.length === 0 ? ['map at least one instrument'] : wanting} content={finish}>
      <OwnWords label="Your words" words={mapText} />
      {watched.length > 1 ? (
        <Tabs
          label="Instruments"
          value={symbol}
          onChange={setSymbol}
          tabs={watched.map((entry) => ({
            value: entry,
            label: entry,
            badge: mapped.includes(entry) ? <Check size={11} strokeWidth={3} aria-label="mapped" /> : undefined,
            content: <div className={styles['panel']}>{card(entry)}</div>,
          }))}
        />
      ) : (
        <div className={styles['fields']}>
          <h3>{symbol}</h3>
          {card(symbol)}
        </div>
      )}
    </StepFrame>
  );
}
