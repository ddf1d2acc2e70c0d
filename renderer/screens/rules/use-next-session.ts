import { useAppState } from '../../store/use-state.ts';

/** The session with which a loosening takes effect: today's while it is not open yet. */
export function useNextSession(): 'next session' | 'today’s session' {
  return useAppState((state) => (state.session !== null && state.session.id === null ? 'today’s session' : 'next session'));
}
