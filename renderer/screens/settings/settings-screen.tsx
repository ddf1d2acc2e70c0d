import { useState } from 'react';
import { Screen } from '../../components/screen.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { DataSettings } from './data-settings.tsx';
import { PreparingSettings } from './preparing-settings.tsx';
import styles from './settings.module.css';
import { TradingSettings } from './trading-settings.tsx';
import { WindowSettings } from './window-settings.tsx';

type Part = 'window' | 'trading' | 'preparing' | 'data';

/** Everything that can be set; every change is saved as it is made. */
export function SettingsScreen() {
  const [part, setPart] = useState<Part>('window');
  return (
    <Screen title="Settings">
      <Tabs<Part>
        label="Settings"
        value={part}
        onChange={setPart}
        tabs={[
          { value: 'window', label: 'Window', content: <div className={styles['part']}><WindowSettings /></div> },
          { value: 'trading', label: 'Trading', content: <div className={styles['part']}><TradingSettings /></div> },
          { value: 'preparing', label: 'Preparing', content: <div className={styles['part']}><PreparingSettings /></div> },
          { value: 'data', label: 'Data', content: <div className={styles['part']}><DataSettings /></div> },
        ]}
      />
    </Screen>
  );
}
