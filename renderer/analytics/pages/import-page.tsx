import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ErrorState } from '../../components/state-message.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useApp } from '../../store/store.ts';
import { ChooseFile } from '../import/choose-file.tsx';
import { History } from '../import/history.tsx';
import { useImporting } from '../import/importing.tsx';
import { Mapper } from '../import/mapper.tsx';
import { Preview } from '../import/preview.tsx';
import { Questions, whatIsMissing } from '../import/questions.tsx';
import { Result } from '../import/result.tsx';
import { UnknownInstruments } from '../import/unknown-instruments.tsx';
import type { Importing } from '../import/use-import.ts';
import { useWatched, WatchedFolders, WatchNotices } from '../import/watched.tsx';
import { Working } from '../import/working.tsx';
import type { PageProps } from '../pages.tsx';
import styles from './import-page.module.css';

export function ImportPage({ filter, open }: PageProps) {
  const state = useApp((store) => store.state);
  const zone = state?.account?.zone ?? 'UTC';
  const accounts = state?.accounts ?? [];
  const importing = useImporting();
  const [watched, setWatched] = useWatched();
  const { file, outcome, busy, progress } = importing;
  // What came of a file was seen here once the page is left; a file that is still looked at stays at hand.
  const seen = useRef<(() => void) | null>(null);
  useEffect(() => {
    seen.current = outcome === null ? null : importing.leave;
  });
  useEffect(() => () => seen.current?.(), []);
  useKeys(file === null && busy === null ? { 'Ctrl+O': importing.choose } : {});

  if (file === null) {
    return (
      <>
        {busy === 'receiving' ? <Working what="Taking the dropped file" progress={progress} onCancel={importing.cancel} /> : <ChooseFile onChoose={importing.choose} onDrop={importing.drop} />}
        <WatchNotices state={watched} onState={setWatched} onOpen={importing.open} zone={zone} />
        <History zone={zone} />
        <WatchedFolders state={watched} onState={setWatched} accounts={accounts} accountId={filter.accountId} />
      </>
    );
  }
  if (outcome !== null) {
    return (
      <>
        <Result outcome={outcome} added={importing.target.kind !== 'account'} fileName={file.name} next={importing.waiting[0] ?? null} onAnother={importing.leave} onMatch={() => open('match')} />
        <History zone={zone} />
      </>
    );
  }
  return <Looking importing={importing} zone={zone} />;
}

/** The chosen file: what is in it, what it asks, and the button that brings it in. */
function Looking({ importing, zone }: { importing: Importing; zone: string }) {
  const state = useApp((store) => store.state);
  const { file, preview, error, busy, progress } = importing;
  const [mapping, setMapping] = useState(false);
  const missing = whatIsMissing(importing, state?.accounts ?? []);
  const fills = preview?.counts?.newFills ?? 0;
  const asksColumns = preview?.needs.includes('mapping') === true;
  const table = preview?.table ?? null;
  const assigned = preview?.answers.mapping ?? null;
  const added = preview?.counts?.added ?? 0;
  const nothingNew = missing === null && fills === 0 && added === 0;
  return (
    <>
      <div className={styles['file']}>
        <div className={styles['name']}>
          <h2>{file?.name}</h2>
          <p>{[sizeText(file?.size ?? 0), preview?.found == null ? null : `${preview.found.broker} · ${preview.found.report}`, preview?.remembered.includes('mapping') === true ? 'columns as last time' : null, waitText(importing.waiting.length)].filter(Boolean).join(' · ')}</p>
        </div>
        {preview?.found?.mapped === true && table !== null && !mapping && (
          <Button variant="ghost" onClick={() => setMapping(true)}>
            Change the columns
          </Button>
        )}
        <Button onClick={importing.leave} disabled={busy === 'importing'}>
          Put this file away
        </Button>
      </div>
      {error !== null && (
        <ErrorState title="The file could not be read" actions={<Button onClick={importing.leave}>Choose another file</Button>}>
          {error.message}
        </ErrorState>
      )}
      {preview?.refusal != null && !asksColumns && (
        <Notice
          tone="problem"
          role="alert"
          title="This file cannot be imported as it is"
          actions={
            table !== null && !mapping ? (
              <Button size="sm" onClick={() => setMapping(true)}>
                Assign its columns myself
              </Button>
            ) : undefined
          }
        >
          {preview.refusal.message}
        </Notice>
      )}
      {table !== null && (asksColumns || mapping) && (
        <Mapper
          key={file?.token}
          table={table}
          mapping={assigned}
          onUse={(columns) => {
            importing.say({ mapping: columns });
            setMapping(false);
          }}
        />
      )}
      {preview !== null && (preview.refusal === null || preview.needs.some((need) => need !== 'mapping')) && <Questions importing={importing} preview={preview} accounts={state?.accounts ?? []} />}
      {preview !== null && <UnknownInstruments symbols={preview.unknownSymbols} currency={preview.currencies[0] ?? 'USD'} />}
      {preview !== null && <Preview preview={preview} zone={zone} />}
      {error === null && (preview?.refusal == null || busy !== null) && (
        <div className={styles['bar']}>
          {busy === 'importing' || (busy === 'previewing' && (preview === null || progress !== null)) ? (
            <Working what={busy === 'importing' ? 'Importing' : 'Reading the file'} progress={progress} onCancel={busy === 'importing' || preview !== null ? importing.cancel : importing.leave} />
          ) : (
            <>
              <Button variant="primary" onClick={importing.run} disabled={missing !== null || nothingNew} focusableWhenDisabled aria-describedby="import-missing">
                {fills === 0 ? 'Import' : `Import ${fills.toLocaleString('en-US')} ${fills === 1 ? 'fill' : 'fills'}`}
              </Button>
              <span id="import-missing" role="status" className={styles['missing']}>
                {nothingNew ? 'All of its fills are in the journal already: importing changes nothing.' : (missing ?? 'Written at once or not at all; it can be undone.')}
              </span>
            </>
          )}
        </div>
      )}
    </>
  );
}

function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(0)} kB`;
  return bytes < 1_000_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

function waitText(count: number): string | null {
  return count === 0 ? null : count === 1 ? 'one more file waits' : `${count} more files wait`;
}
