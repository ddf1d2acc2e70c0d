import { Dialog } from '../components/dialog.tsx';
import { Kbd } from '../components/kbd.tsx';
import { useApp } from '../store/store.ts';
import { shortcutGroups } from './shortcuts.ts';
import styles from './shortcut-sheet.module.css';

export function ShortcutSheet() {
  const open = useApp((store) => store.overlay === 'shortcuts');
  const openOverlay = useApp((store) => store.openOverlay);
  return (
    <Dialog open={open} onClose={() => openOverlay(null)} title="Keyboard shortcuts" size="lg">
      {/* Nothing in the list takes the focus, so the list does: it scrolls by keyboard. */}
      <div className={styles['groups']} tabIndex={0} role="region" aria-label="Shortcuts">
        {shortcutGroups.map((group) => (
          <section key={group.title}>
            <h3 className={styles['title']}>{group.title}</h3>
            <dl>
              {group.shortcuts.map(({ keys, does }) => (
                <div key={does} className={styles['row']}>
                  <dt>{does}</dt>
                  <dd className={styles['keys']}>
                    {keys.map((chord) => (
                      <span key={chord}>
                        <span className={styles['spoken']}>{chord}</span>
                        <Kbd keys={chord} />
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
