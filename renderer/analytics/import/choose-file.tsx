import { FileInput } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { cx } from '../../components/class-names.ts';
import { notify } from '../../components/toast.tsx';
import styles from './choose-file.module.css';

/** Takes a file by dialog, or files by dropping them anywhere on the page. */
export function ChooseFile({ onChoose, onDrop }: { onChoose: () => void; onDrop: (files: readonly File[]) => void }) {
  const [over, setOver] = useState(false);
  const take = useRef(onDrop);
  useLayoutEffect(() => {
    take.current = onDrop;
  });
  // The whole page takes it: nobody should have to aim.
  useEffect(() => {
    const drag = (event: DragEvent): void => {
      event.preventDefault();
      setOver(event.type === 'dragover');
    };
    const drop = (event: DragEvent): void => {
      drag(event);
      const items = [...(event.dataTransfer?.items ?? [])];
      const folder = items.map((item) => item.webkitGetAsEntry()).find((entry) => entry?.isDirectory === true);
      const files = items.filter((item) => item.webkitGetAsEntry()?.isDirectory !== true).flatMap((item) => item.getAsFile() ?? []);
      if (folder != null) notify('problem', `${folder.name} is a folder`, 'Drop the files that are in it, or have it watched: see Watched folders below.');
      if (files.length > 0) take.current(files);
    };
    document.addEventListener('dragover', drag);
    document.addEventListener('dragleave', drag);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', drag);
      document.removeEventListener('dragleave', drag);
      document.removeEventListener('drop', drop);
    };
  }, []);
  return (
    <section aria-label="Choose a file" className={cx(styles['zone'], over && styles['over'])}>
      <FileInput size={26} strokeWidth={1.4} aria-hidden="true" className={styles['icon']} />
      <div className={styles['text']}>
        <h2>Bring in what the platform recorded</h2>
        <p>Export your fills or trades there, then choose the file or drop it here. You see what is in it before anything is written.</p>
        <p className={styles['formats']}>
          Tradovate, TopstepX, NinjaTrader 8, MetaTrader 4 and 5, Interactive Brokers, thinkorswim, Sierra Chart, TradingView, Rithmic, Quantower, cTrader, DAS, Tradervue and others; any other table by assigning its columns. CSV, XLSX, XML, HTML.
        </p>
      </div>
      <Button variant="primary" onClick={onChoose} keys="Ctrl+O">
        Choose a file…
      </Button>
    </section>
  );
}
