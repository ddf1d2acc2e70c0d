/** What the compact window has room for below the session bar: the one thing to do next. Anything more brings the whole window back. */
import { ClipboardCheck, Ticket } from 'lucide-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { Button } from '../components/button.tsx';
import { VisuallyHidden } from '../components/visually-hidden.tsx';
import { startNewTicket } from '../screens/ticket/new-ticket.ts';
import { WaitingStrip } from '../screens/ticket/waiting-strip.tsx';
import { useApp } from '../store/store.ts';
import { useAppState, useSession, useSettings } from '../store/use-state.ts';
import { setCompact } from './commands.ts';
import styles from './compact-strip.module.css';

/** Lower than this, no screen can be worked on. A compact window that was drawn larger shows screens like any other. */
const low = matchMedia('(height < 340px)');

function watchHeight(changed: () => void): () => void {
  low.addEventListener('change', changed);
  return () => low.removeEventListener('change', changed);
}

/** Whether the window is a strip. Going to a screen, from wherever, then asks for the whole window. */
export function useIsStrip(): boolean {
  const { compact } = useSettings();
  const isLow = useSyncExternalStore(watchHeight, () => low.matches);
  const isStrip = compact && isLow;
  const visits = useApp((store) => store.visits);
  const seen = useRef(visits);
  useEffect(() => {
    if (isStrip && visits !== seen.current) setCompact(false);
    seen.current = visits;
  }, [isStrip, visits]);
  return isStrip;
}

function NextThing() {
  const session = useSession();
  const openScreen = useApp((store) => store.openScreen);
  if (session !== null && session.waiting.length > 0) return <WaitingStrip />;
  if (session?.prepared === false) {
    return (
      <Button wide icon={ClipboardCheck} keys="Alt+1" onClick={() => openScreen('prepare')}>
        Prepare the session
      </Button>
    );
  }
  return (
    <Button wide icon={Ticket} keys="N" onClick={startNewTicket}>
      New ticket
    </Button>
  );
}

export function CompactStrip() {
  // A brake on all tickets says that there is none to state now, and takes the room.
  const isHeld = useAppState(({ session }) => session !== null && session.waiting.length === 0 && session.brakes.some(({ scope }) => scope === 'all'));
  return (
    <>
      <h1 className={styles['no-title']}>
        <VisuallyHidden>Compact</VisuallyHidden>
      </h1>
      {!isHeld && (
        <div className={styles['next']}>
          <NextThing />
        </div>
      )}
    </>
  );
}
