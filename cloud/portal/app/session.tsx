/** Who is signed in. */
import { createContext, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { meSchema } from '../../contract/account.ts';
import { okSchema } from '../../contract/common.ts';
import { api, isProblem, listen } from '../api.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

export type Me = z.output<typeof meSchema>;

export interface Session {
  /** Null for nobody; undefined until it is known. */
  readonly me: Me | null | undefined;
  /** Why it cannot be known, or null. */
  readonly error: unknown;
  /** Asks the service again. */
  refresh(): Promise<void>;
  signOut(): Promise<void>;
}

const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('useSession outside of the session');
  return session;
}

/** The person a page is for; pages that need one are shown to nobody else. */
export function useMe(): Me {
  const { me } = useSession();
  if (me == null) throw new Error('useMe without anybody signed in');
  return me;
}

interface Question {
  answer(confirmed: boolean): void;
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const [me, setMe] = useState<Me | null | undefined>(undefined);
  const [error, setError] = useState<unknown>(null);
  const [question, setQuestion] = useState<Question | null>(null);

  const refresh = useCallback(async () => {
    try {
      setMe(await api.get('/api/me', meSchema));
      setError(null);
    } catch (reason) {
      if (isProblem(reason, 'session.required')) setMe(null);
      else setError(reason);
    }
  }, []);
  const signOut = useCallback(async () => {
    await api.post('/api/auth/sign-out', okSchema);
    setMe(null);
  }, []);

  useEffect(() => {
    listen({
      confirm: () =>
        new Promise((resolve) => {
          setQuestion({
            answer: (confirmed) => {
              setQuestion(null);
              resolve(confirmed);
            },
          });
        }),
      signedOut: () => setMe(null),
    });
    void refresh();
  }, [refresh]);

  const session = useMemo(() => ({ me, error, refresh, signOut }), [me, error, refresh, signOut]);
  return (
    <SessionContext value={session}>
      {children}
      {question !== null && me != null && <ConfirmDialog twoFactor={me.twoFactor} onAnswer={question.answer} />}
    </SessionContext>
  );
}
