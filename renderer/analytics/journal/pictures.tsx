/** The pictures of a trade or a day: small in the page, large in a dialog. */
import { ChevronLeft, ChevronRight, ImageOff, ImagePlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { pictureAddress, type Attachment } from '../../../preload/contract/notebook.ts';
import { Button } from '../../components/button.tsx';
import { cx } from '../../components/class-names.ts';
import { Dialog } from '../../components/dialog.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { notifyError, notifyUndo } from '../../components/toast.tsx';
import { call } from '../../ipc.ts';
import styles from './journal.module.css';
import type { Attaching } from './use-attach.ts';

export function Pictures({ attachments, attaching }: { attachments: readonly Attachment[]; attaching: Attaching }) {
  const [open, setOpen] = useState<string | null>(null);
  const index = attachments.findIndex(({ id }) => id === open);
  const shown = attachments[index];
  return (
    <section aria-label="Pictures" className={styles['section']} aria-busy={attaching.busy}>
      <div className={styles['section-head']}>
        <h3>Pictures</h3>
        <Button size="sm" variant="ghost" icon={ImagePlus} onClick={attaching.choose} disabled={attaching.busy} focusableWhenDisabled>
          Add pictures
        </Button>
      </div>
      {attachments.length === 0 ? (
        <p className={cx(styles['drop'], attaching.over && styles['over'])}>Paste a screenshot here with Ctrl+V, or drop it on this page.</p>
      ) : (
        <ul className={cx(styles['pictures'], attaching.over && styles['over'])}>
          {attachments.map((attachment) => (
            <li key={attachment.id}>
              <button type="button" className={styles['thumb']} onClick={() => setOpen(attachment.id)} aria-label={`Open ${titleOf(attachment)}`}>
                <Picture key={attachment.id} attachment={attachment} />
              </button>
              <span className={styles['caption']}>{titleOf(attachment)}</span>
            </li>
          ))}
        </ul>
      )}
      {shown !== undefined && (
        <Viewer
          key={shown.id}
          attachment={shown}
          place={`${index + 1} of ${attachments.length}`}
          onClose={() => setOpen(null)}
          onMove={attachments.length < 2 ? null : (by) => setOpen(attachments[(index + by + attachments.length) % attachments.length]?.id ?? null)}
        />
      )}
    </section>
  );
}

function titleOf({ caption, fileName }: Attachment): string {
  return caption === '' ? fileName : caption;
}

function Picture({ attachment, large = false }: { attachment: Attachment; large?: boolean }) {
  const [broken, setBroken] = useState(false);
  if (broken) {
    return (
      <span className={styles['broken']}>
        <ImageOff size={20} aria-hidden="true" />
        This picture cannot be shown
      </span>
    );
  }
  return <img src={pictureAddress(attachment.id)} alt={titleOf(attachment)} width={attachment.width} height={attachment.height} loading={large ? 'eager' : 'lazy'} decoding="async" draggable={false} onError={() => setBroken(true)} />;
}

function Viewer({ attachment, place, onClose, onMove }: { attachment: Attachment; place: string; onClose: () => void; onMove: ((by: 1 | -1) => void) | null }) {
  const [caption, setCaption] = useState(attachment.caption);
  const keep = async (): Promise<void> => {
    if (caption.trim() === attachment.caption) return;
    const result = await call('notebook.caption', { attachmentId: attachment.id, caption });
    if (!result.ok) notifyError(result.error);
  };
  const detach = async (): Promise<void> => {
    onClose();
    const result = await call('notebook.detach', { attachmentId: attachment.id });
    if (!result.ok) return notifyError(result.error);
    notifyUndo('Picture removed', () => {
      void call('notebook.bring-back', { attachmentId: attachment.id }).then((back) => !back.ok && notifyError(back.error));
    });
  };
  return (
    <Dialog
      open
      size="full"
      title={titleOf(attachment)}
      description={`${place} · ${attachment.width} × ${attachment.height}`}
      onClose={() => {
        void keep();
        onClose();
      }}
      footer={
        <>
          <Button icon={Trash2} onClick={() => void detach()}>
            Remove picture
          </Button>
          <span className={styles['grow']} />
          {onMove !== null && (
            <>
              <IconButton label="The picture before" icon={ChevronLeft} onClick={() => (void keep(), onMove(-1))} />
              <IconButton label="The next picture" icon={ChevronRight} onClick={() => (void keep(), onMove(1))} />
            </>
          )}
        </>
      }
    >
      <div className={styles['viewer']}>
        <Picture attachment={attachment} large />
        <TextField label="Caption" value={caption} onChange={setCaption} onBlur={() => void keep()} maxLength={500} placeholder="What it shows; it is found by these words" />
      </div>
    </Dialog>
  );
}
