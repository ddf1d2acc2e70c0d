import { useSettings } from '../../store/use-state.ts';
import { SavedNumber, SavedText } from './saved-fields.tsx';
import { saveSettings } from './save-settings.ts';
import { Section } from './section.tsx';
import styles from './settings.module.css';

/** The trader's own texts and times for the rehab run. */
export function PreparingSettings() {
  const settings = useSettings();
  return (
    <>
      <Section title="Visualization">
        <SavedNumber label="Length" unit="s" hint="A minute at least." value={settings.visualizationSeconds} minimum={60} maximum={1800} onSave={(visualizationSeconds) => saveSettings({ visualizationSeconds })} />
        <SavedText label="Text" hint="Read while the time runs." value={settings.visualizationText} rows={4} maxLength={8000} onSave={(visualizationText) => saveSettings({ visualizationText })} />
      </Section>
      <Section title="Market map">
        <SavedText label="Text for the map" hint="Read above the map. May be empty." value={settings.mapText} rows={2} maxLength={8000} onSave={(mapText) => saveSettings({ mapText })} />
      </Section>
      <Section title="Breath">
        <div className={styles['four']}>
          <SavedNumber label="In" unit="s" value={settings.breathIn} minimum={2} maximum={15} onSave={(breathIn) => saveSettings({ breathIn })} />
          <SavedNumber label="Hold" unit="s" value={settings.breathHold} minimum={0} maximum={15} onSave={(breathHold) => saveSettings({ breathHold })} />
          <SavedNumber label="Out" unit="s" value={settings.breathOut} minimum={2} maximum={20} onSave={(breathOut) => saveSettings({ breathOut })} />
          <SavedNumber label="Length" unit="s" value={settings.breathSeconds} minimum={30} maximum={1800} onSave={(breathSeconds) => saveSettings({ breathSeconds })} />
        </div>
        <SavedText label="Verse or mantra" hint="May be empty." value={settings.breathText} rows={3} maxLength={8000} onSave={(breathText) => saveSettings({ breathText })} />
      </Section>
      <Section title="Expectation neutraliser">
        <SavedText label="Neutral statement" hint="Offered as a beginning; the trader writes it anew each day." value={settings.neutralStatement} rows={2} maxLength={8000} onSave={(neutralStatement) => saveSettings({ neutralStatement })} />
      </Section>
      <Section title="Risk check">
        <SavedText label="Text for the check" hint="Read above the figures. May be empty." value={settings.riskText} rows={2} maxLength={8000} onSave={(riskText) => saveSettings({ riskText })} />
      </Section>
    </>
  );
}
