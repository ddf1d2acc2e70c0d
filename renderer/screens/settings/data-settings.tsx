import { FolderOpen, Keyboard, LogOut } from 'lucide-react';
import type { AppState } from '../../../preload/contract/state.ts';
import { Button } from '../../components/button.tsx';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';
import { useAppState } from '../../store/use-state.ts';
import { BackupSettings } from './backup-settings.tsx';
import { ExportSettings } from './export-settings.tsx';
import { report } from './save-settings.ts';
import { Section } from './section.tsx';
import styles from './settings.module.css';

const healthWords: Readonly<Record<AppState['health']['status'], string>> = { 'ok': 'sound', 'read-only': 'read only', 'damaged': 'damaged', 'newer': 'from a newer Holdfast', 'full': 'the disk is full', 'locked': 'open elsewhere' };

/** Where the journal is, its backups and exports, and what this Holdfast is made of. */
export function DataSettings() {
  const health = useAppState((state) => state.health);
  const folder = useAppState((state) => state.dataFolder);
  const version = useAppState((state) => state.version);
  const update = useAppState((state) => state.update.message);
  const demo = useAppState((state) => state.profile === 'demo');
  const openOverlay = useApp((store) => store.openOverlay);
  return (
    <>
      <Section title="Journal" note={demo ? 'The demo’s own folder. Nothing of it mixes with your data.' : undefined}>
        <dl className={styles['pairs']}>
          <dt>Folder</dt>
          <dd className={styles['path']}>{folder}</dd>
          <dt>State</dt>
          <dd>{healthWords[health.status]}</dd>
        </dl>
        <div className={styles['buttons']}>
          <Button icon={FolderOpen} onClick={() => void report(call('data.openFolder'), 'The folder could not be opened')}>
            Open folder
          </Button>
          {demo && (
            <Button icon={LogOut} onClick={() => void report(call('demo.leave'), 'The demo could not be left')}>
              Leave demo
            </Button>
          )}
        </div>
      </Section>
      <BackupSettings />
      <ExportSettings />
      <Section title="About">
        <dl className={styles['pairs']}>
          <dt>Holdfast</dt>
          <dd>{version.app}</dd>
          <dt>Engine</dt>
          <dd>{version.engine}</dd>
          <dt>Runtime</dt>
          <dd>{version.runtime}</dd>
          <dt>Updates</dt>
          <dd>{update}</dd>
        </dl>
        <p className={styles['soft']}>A guardrail, not a guarantee: Holdfast cannot stop an order at your broker. The journal stays on this computer.</p>
        <div>
          <Button size="sm" variant="ghost" icon={Keyboard} keys="?" onClick={() => openOverlay('shortcuts')}>
            Keyboard shortcuts
          </Button>
        </div>
      </Section>
    </>
  );
}
