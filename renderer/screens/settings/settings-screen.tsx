import { Screen } from '../../components/screen.tsx';
import { Tabs } from '../../components/tabs.tsx';
import type { SettingsPart } from '../../store/navigation-slice.ts';
import { useApp } from '../../store/store.ts';
import { AccountSettings } from './account-settings.tsx';
import { DataSettings } from './data-settings.tsx';
import { PreparingSettings } from './preparing-settings.tsx';
import styles from './settings.module.css';
import { TradingSettings } from './trading-settings.tsx';
import { WindowSettings } from './window-settings.tsx';

/** Everything that can be set; every change is saved as it is made. */
export function SettingsScreen() {
  const part = useApp((store) => store.settingsPart);
  const showPart = useApp((store) => store.showSettingsPart);
  return (
    <Screen title="Settings">
      <Tabs<SettingsPart>
        label="Settings"
        value={part}
        onChange={showPart}
        tabs={[
          { value: 'window', label: 'Window', content: <div className={styles['part']}><WindowSettings /></div> },
          { value: 'trading', label: 'Trading', content: <div className={styles['part']}><TradingSettings /></div> },
          { value: 'preparing', label: 'Preparing', content: <div className={styles['part']}><PreparingSettings /></div> },
          { value: 'account', label: 'Account', content: <div className={styles['part']}><AccountSettings /></div> },
          { value: 'data', label: 'Data', content: <div className={styles['part']}><DataSettings /></div> },
        ]}
      />
    </Screen>
  );
}
