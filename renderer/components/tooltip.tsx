import { Tooltip as Base } from '@base-ui/react/tooltip';
import { useId, type ReactElement, type ReactNode } from 'react';
import { Kbd } from './kbd.tsx';
import styles from './tooltip.module.css';

function Popup({ children, definition = false }: { children: ReactNode; definition?: boolean }) {
  return (
    <Base.Portal>
      <Base.Positioner sideOffset={6} collisionPadding={8} className={styles['positioner']}>
        {/* For the eye only: what it says is the trigger's name or description already. */}
        <Base.Popup aria-hidden="true" data-definition={definition || undefined} className={styles['popup']}>
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

/** Shows a control's name. The control must carry the name itself: a tooltip is for the eye only. */
export function Tooltip({ text, keys, children }: { text: ReactNode; keys?: string | undefined; children: ReactElement<Record<string, unknown>> }) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={350} />
      <Popup>
        {text}
        {keys !== undefined && <Kbd keys={keys} />}
      </Popup>
    </Base.Root>
  );
}

/** A term whose definition appears on hover and on keyboard focus, and is its description for screen readers. */
export function Definition({ children, text }: { children: ReactNode; text: string }) {
  const id = useId();
  return (
    <Base.Root>
      <Base.Trigger type="button" delay={200} closeOnClick={false} className={styles['term']} aria-describedby={id}>
        {children}
      </Base.Trigger>
      <span hidden id={id}>
        {text}
      </span>
      <Popup definition>{text}</Popup>
    </Base.Root>
  );
}

/** Shares the opening delay between neighbouring tooltips; once around the app. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <Base.Provider>{children}</Base.Provider>;
}
