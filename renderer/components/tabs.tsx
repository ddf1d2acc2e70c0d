import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import styles from './tabs.module.css';

export interface Tab<V extends string> {
  value: V;
  label: string;
  /** A count or mark after the label. */
  badge?: ReactNode;
  content: ReactNode;
}

/** Views of one thing, one at a time. Arrow keys move between tabs. */
export function Tabs<V extends string>({ label, value, onChange, tabs }: { label: string; value: V; onChange: (value: V) => void; tabs: readonly Tab<V>[] }) {
  return (
    <Base.Root value={value} onValueChange={(next: V) => onChange(next)} className={styles['root']}>
      <Base.List aria-label={label} className={styles['list']} activateOnFocus>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className={styles['tab']}>
            {tab.label}
            {tab.badge !== undefined && <span className={styles['badge']}>{tab.badge}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className={styles['panel']}>
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
