import { Inbox, OctagonAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './state-message.module.css';

interface StateMessageProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  icon?: LucideIcon | undefined;
  /** 1 where nothing else names the page. */
  level?: 1 | 2 | undefined;
}

function StateMessage({ title, children, actions, icon: Icon = Inbox, level = 2 }: StateMessageProps) {
  return (
    <div className={styles['state']}>
      <Icon size={26} strokeWidth={1.4} aria-hidden="true" className={styles['icon']} />
      {level === 1 ? <h1>{title}</h1> : <h2>{title}</h2>}
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
