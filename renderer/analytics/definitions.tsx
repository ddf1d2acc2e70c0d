/** The definitions of the product's figures, read once for the window, and the term that shows one on hover and focus. */
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { call } from '../ipc.ts';
import { Definition } from '../components/tooltip.tsx';

const Definitions = createContext<ReadonlyMap<string, string>>(new Map());

export function DefinitionsProvider({ children }: { children: ReactNode }) {
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    let here = true;
    void call('analytics.definitions').then((result) => here && result.ok && setKnown(new Map(result.value.map(({ id, text }) => [id, text]))));
    return () => {
      here = false;
    };
  }, []);
  return <Definitions value={known}>{children}</Definitions>;
}

/** A name with its definition; the bare name where the definition is not known. */
export function Term({ id, children }: { id: string | undefined; children: ReactNode }) {
  const text = useContext(Definitions).get(id ?? '');
  return text === undefined ? children : <Definition text={text}>{children}</Definition>;
}
