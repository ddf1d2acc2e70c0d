/** The form of a ticket beside its provisional verdict, and the one key that seals it. */
import { Eraser } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { notify, notifyError } from '../../components/toast.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useOnce } from '../../components/use-once.ts';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';
import { useAppState } from '../../store/use-state.ts';
import { LICENCE_NOTICE, LicenceNotice } from './licence-notice.tsx';
import { isBlank, MAX_TARGETS, readForm, type Instrument } from './ticket-form.ts';
import { ProvisionalVerdict } from './provisional-verdict.tsx';
import { TakenNotice } from './taken-notice.tsx';
import { TicketFields } from './ticket-fields.tsx';
import styles from './ticket-entry.module.css';
import { usePreview } from './use-preview.ts';
import { WaitingStrip } from './waiting-strip.tsx';

/** Puts the cursor into the control of a field named as `ticket.preview` names it ("entry", "targets", "confirmations.volume"). */
function focusField(form: HTMLElement | null, field: string): void {
  const names = [field.replace(/^targets\.(\d+)$/, 'target-$1'), field.split('.')[0] ?? field];
  for (const name of names) {
    const holder = form?.querySelector(`[data-field="${CSS.escape(name)}"]`);
    const control = holder?.querySelector<HTMLElement>('[role="radio"][aria-checked="true"]') ?? holder?.querySelector<HTMLElement>('[role="radio"], [role="combobox"], textarea, input:not([aria-hidden])');
    if (control !== null && control !== undefined) return control.focus();
  }
}

/** `traded` is the instrument of the ticket: the one chosen, or the first the trader watches. */
export function TicketEntry({ accountId, traded }: { accountId: string; traded: Instrument }) {
  const form = useApp((store) => store.form);
  const serial = useApp((store) => store.formSerial);
  const { changeForm, startForm } = useApp.getState();
  const element = useRef<HTMLFormElement>(null);
  const [sealing, once] = useOnce();
  const [complaint, setComplaint] = useState('');
  const mayState = useAppState((state) => state.licence.ticketsAllowed);

  const reading = useMemo(() => readForm(form, accountId, traded), [form, accountId, traded]);
  const { of: previewed, preview, error } = usePreview(reading.ticket);

  useEffect(() => {
    focusField(element.current, useApp.getState().form.side === null ? 'side' : 'entry');
  }, [serial]);

  const seal = (): Promise<void> => once(async () => {
    if (!mayState) return;
    const unreadable = Object.entries(reading.problems).map(([field, message]) => ({ field, message: String(message) }));
    // What an older answer missed may have been typed since: then the journal is asked, and refuses by itself.
    const missing = previewed === reading.ticket ? (preview?.missing ?? []) : [];
    const stop = [...unreadable, ...missing][0];
    if (stop !== undefined) {
      setComplaint(stop.message);
      focusField(element.current, stop.field);
      return;
    }
    const result = await call('ticket.seal', reading.ticket);
    if (!result.ok) {
      notifyError(result.error, 'The ticket was not sealed');
      if (result.error.field !== undefined) focusField(element.current, result.error.field);
      return;
    }
    const store = useApp.getState();
    store.startForm();
    if (result.value.status === 'taken') store.endTicket({ kind: 'taken', view: result.value });
    else store.decideOn({ view: result.value, readAt: store.now });
  });

  const sizeIt = async (): Promise<void> => {
    let size = preview?.sizeForRisk ?? null;
    if (previewed !== reading.ticket) {
      // The size of an older entry or stop would be another risk.
      const result = await call('ticket.preview', reading.ticket);
      size = result.ok ? result.value.sizeForRisk : null;
    }
    if (size === null) {
      notify('info', 'No size yet', 'State entry and stop first, and do the risk check in Prepare: the size follows from them.');
      focusField(element.current, reading.ticket.entry === null ? 'entry' : reading.ticket.stop === null ? 'stop' : 'quantity');
    } else changeForm({ quantity: size });
  };
  const addTarget = (): void => {
    if (form.targets.length >= MAX_TARGETS) return;
    changeForm({ targets: [...form.targets, ''] });
    requestAnimationFrame(() => focusField(element.current, `target-${form.targets.length}`));
  };
  const clear = (): void => startForm();

  // Choosing the side by letter goes straight on to the price.
  const chooseSide = (side: 'long' | 'short'): void => {
    changeForm({ side });
    if (form.entry === '') focusField(element.current, 'entry');
  };
  useKeys({
    'Ctrl+Enter': () => void seal(),
    'L': () => chooseSide('long'),
    'S': () => chooseSide('short'),
    'Z': () => void sizeIt(),
    'Alt+Z': () => void sizeIt(),
    'T': addTarget,
    'Alt+T': addTarget,
  });

  return (
    <form
      ref={element}
      className={styles['layout']}
      aria-label="Ticket"
      noValidate
      onKeyDownCapture={(event) => {
        // Enter means the same on a choice as in a field; the choice itself is made with the arrows or Space.
        const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
        if (event.key !== 'Enter' || !plain || !(event.target instanceof HTMLElement) || event.target.getAttribute('role') !== 'radio') return;
        event.preventDefault();
        void seal();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void seal();
      }}
    >
      <h1 className={styles['no-title']}>
        <VisuallyHidden>Ticket</VisuallyHidden>
      </h1>
      <div className={styles['scroll']}>
        <LicenceNotice />
        <WaitingStrip />
        <TakenNotice />
        <TicketFields form={form} reading={reading} traded={traded} preview={preview} onChange={changeForm} onSize={() => void sizeIt()} onAddTarget={addTarget} />
      </div>
      <div className={styles['dock']}>
        <ProvisionalVerdict preview={preview} error={error} blank={isBlank(form)} wrong={[...Object.keys(reading.problems), ...Object.keys(reading.remarks)]} />
        <div className={styles['actions']}>
          <Button variant="ghost" size="lg" icon={Eraser} onClick={clear} disabled={isBlank(form)}>
            Reset
          </Button>
          <Button type="submit" variant="primary" size="lg" keys="Ctrl+Enter" disabled={sealing || !mayState} focusableWhenDisabled aria-describedby={mayState ? undefined : LICENCE_NOTICE} className={styles['seal']}>
            Seal ticket
          </Button>
        </div>
        <VisuallyHidden live="assertive">{complaint}</VisuallyHidden>
      </div>
    </form>
  );
}
