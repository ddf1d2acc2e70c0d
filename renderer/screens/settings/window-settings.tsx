import { useEffect, useState } from 'react';
import type { ShortcutProblem } from '../../../preload/contract/state.ts';
import { isLinux } from '../../components/platform.ts';
import { RadioGroup } from '../../components/radio-group.tsx';
import { Slider } from '../../components/slider.tsx';
import { Switch } from '../../components/switch.tsx';
import { call } from '../../ipc.ts';
import { useAppState, useSettings } from '../../store/use-state.ts';
import { KeyRecorder } from './key-recorder.tsx';
import { report, saveSettings } from './save-settings.ts';
import { Section } from './section.tsx';
import { shortcutProblemText, shortcutPurposes } from './shortcut-problem.ts';

/** How the window stands beside the platform, how it looks, and how it is called. */
export function WindowSettings() {
  const settings = useSettings();
  const problems = useAppState((state) => state.shortcutProblems);
  const [opacity, setOpacity] = useState(settings.opacity);
  useEffect(() => setOpacity(settings.opacity), [settings.opacity]);
  const problemOf = (shortcut: ShortcutProblem['shortcut']): string | null => {
    const problem = problems.find((found) => found.shortcut === shortcut);
    return problem === undefined ? null : shortcutProblemText(problem);
  };

  return (
    <>
      <Section title="On the desktop">
        <Switch label="Always on top" note="Stays above the trading platform." checked={settings.alwaysOnTop} onChange={(alwaysOnTop) => saveSettings({ alwaysOnTop })} />
        <Switch label="Compact" note="A strip with the session and the next thing to do. Any screen brings the whole window back. Alt+C or C." checked={settings.compact} onChange={(compact) => void report(call('window.compact', { compact }), 'The window was not changed')} />
        <Switch label="Hide P&L" note="Amounts and R are covered on every screen." checked={settings.hidePnl} onChange={(hidePnl) => saveSettings({ hidePnl })} />
        <Switch label="Notifications" note="When a cool-down ends, and when a session starts unprepared." checked={settings.notifications} onChange={(notifications) => saveSettings({ notifications })} />
        <Slider
          label="Opacity"
          value={opacity}
          onChange={setOpacity}
          onCommit={(value) => saveSettings({ opacity: value })}
          minimum={40}
          maximum={100}
          step={5}
          format={(value) => `${value} %`}
          note={isLinux ? 'Works on Windows and macOS. On Linux the window is never seen through.' : undefined}
        />
      </Section>
      <Section title="Theme">
        <RadioGroup
          label="Theme"
          hideLabel
          value={settings.theme}
          onChange={(theme) => saveSettings({ theme })}
          choices={[
            { value: 'system', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
            { value: 'contrast', label: 'Contrast' },
          ]}
        />
      </Section>
      <Section title="Global shortcuts" note="They work from any program. Inside the window, ? lists all the others.">
        <KeyRecorder
          label={shortcutPurposes.summon}
          hint="Click or press Enter, then the combination."
          value={settings.shortcutSummon}
          problem={problemOf('summon')}
          other={{ value: settings.shortcutTicket, label: shortcutPurposes.ticket }}
          onChange={(shortcutSummon) => saveSettings({ shortcutSummon })}
        />
        <KeyRecorder
          label={shortcutPurposes.ticket}
          hint="Brings the window up on an empty ticket."
          value={settings.shortcutTicket}
          problem={problemOf('ticket')}
          other={{ value: settings.shortcutSummon, label: shortcutPurposes.summon }}
          onChange={(shortcutTicket) => saveSettings({ shortcutTicket })}
        />
      </Section>
    </>
  );
}
