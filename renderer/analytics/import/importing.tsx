/** The import at hand belongs to the window: it goes on, and can be cancelled, whatever page the trader turns to meanwhile. */
import { createContext, useContext, type ReactNode } from 'react';
import { notifyUntilSeen } from '../../components/toast.tsx';
import { useImport, type ImportEnd, type Importing } from './use-import.ts';
import { told } from './result.tsx';

const Context = createContext<Importing | null>(null);

export interface ImportingProviderProps {
  accountId: string;
  zone: string;
  /** Whether the page of imports is looked at: what came of one stands there. */
  isShown: () => boolean;
  onShow: () => void;
  children: ReactNode;
}

export function ImportingProvider({ accountId, zone, isShown, onShow, children }: ImportingProviderProps) {
  const say = (end: ImportEnd): void => {
    if (isShown()) return;
    const refusal = 'error' in end ? end.error : end.outcome.refusal;
    const imported = 'error' in end ? [] : end.outcome.imported;
    const title = refusal !== null ? `${end.fileName} was not imported` : imported.some(({ importId }) => importId !== null) ? `${end.fileName} is in the journal` : `Nothing new in ${end.fileName}`;
    notifyUntilSeen('import', title, refusal?.message ?? imported.map(told).join(' '), { label: 'Look at it', run: onShow });
  };
  return <Context value={useImport(accountId, zone, say)}>{children}</Context>;
}

export function useImporting(): Importing {
  const importing = useContext(Context);
  if (importing === null) throw new Error('a page of imports stands inside ImportingProvider');
  return importing;
}
