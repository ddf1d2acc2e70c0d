import { Inbox, OctagonAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './state-message.module.css';

interface StateMessageProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  icon?: LucideIcon | undefined;
}

function StateMessage({ title, children, actions, icon: Icon = Inbox }: StateMessageProps) {
  return (
    <div className={styles['state']}>
      <Icon size={26} strokeWidth={1.4} aria-hidden="true" className={styles['icon']} />
      <h2>{title}</h2>
      {children !== undefined && <div className={styles['text']}>{children}</div>}
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </div>
  );
}

/** Nothing here yet, and what will put something here. */
export function EmptyState(props: StateMessageProps) {
  return <StateMessage {...props} />;
}

/** It could not be shown: what happened and what to do. */
export function ErrorState(props: StateMessageProps) {
  return (
    <div role="alert">
      <StateMessage icon={OctagonAlert} {...props} />
    </div>
  );
}
