import { Tag } from '../../components/tag.tsx';

/** When a change bites: tightening now, loosening from the next session. */
export function EffectTag({ effect }: { effect: 'now' | 'next-session' }) {
  return effect === 'now' ? <Tag tone="accent">Takes effect now</Tag> : <Tag>Next session</Tag>;
}
