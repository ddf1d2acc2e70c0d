import { Tag } from '../../components/tag.tsx';
import { useNextSession } from './use-next-session.ts';

/** When a change bites: tightening now, loosening from the session that opens next. */
export function EffectTag({ effect }: { effect: 'now' | 'next-session' }) {
  const next = useNextSession();
  if (effect === 'now') return <Tag tone="accent">Takes effect now</Tag>;
  return <Tag>{next === 'next session' ? 'Next session' : 'When today’s session opens'}</Tag>;
}
