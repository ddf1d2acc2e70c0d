import { useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import { Tag } from '../../components/tag.tsx';
import type { RuleKind } from './rules-draft.ts';
import styles from './rules.module.css';

/** Chooses what kind of rule to add. */
export function NewRuleDialog({ open, kinds, used, onClose, onChoose }: { open: boolean; kinds: readonly RuleKind[]; used: ReadonlySet<string>; onClose: () => void; onChoose: (kind: RuleKind) => void }) {
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = kinds.filter((kind) => `${kind.title} ${kind.summary}`.toLowerCase().includes(wanted));
  const close = (): void => {
    setText('');
    onClose();
  };
  return (
    <Dialog open={open} onClose={close} title="New rule" size="lg">
      <div className={styles['dialog']}>
        <TextField label="Find a kind of rule" value={text} onChange={setText} />
        {shown.length === 0 ? (
          <p className={styles['soft']}>No kind of rule has that in its name.</p>
        ) : (
          <ul aria-label="Kinds of rules" className={styles['kinds']}>
            {shown.map((kind) => (
              <li key={kind.kind}>
                <button
                  type="button"
                  className={styles['kind']}
                  onClick={() => {
                    onChoose(kind);
                    close();
                  }}
                >
                  <span className={styles['kind-title']}>
                    {kind.title}
                    {used.has(kind.kind) && <Tag>In use</Tag>}
                  </span>
                  <span className={styles['sub']}>{kind.summary}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
