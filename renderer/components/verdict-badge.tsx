import { CircleCheck, Flame, Gem, OctagonX, Skull, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { Preview } from '../../preload/contract/tickets.ts';
import { cx } from './class-names.ts';
import styles from './verdict-badge.module.css';

type Outcome = Preview['verdict']['outcome'];
type Grade = Preview['verdict']['grade'];

/** The word and the shape of every outcome; colour only joins them. */
export const outcomeLooks: Readonly<Record<Outcome, { word: string; icon: LucideIcon; tone: 'clear' | 'caution' | 'block' }>> = {
  'clear': { word: 'Clear', icon: CircleCheck, tone: 'clear' },
  'caution': { word: 'Caution', icon: TriangleAlert, tone: 'caution' },
  'soft-block': { word: 'Soft block', icon: OctagonX, tone: 'block' },
};

const gradeLooks: Readonly<Record<Grade, { word: string; icon: LucideIcon; meaning: string }>> = {
  diamond: { word: 'Diamond', icon: Gem, meaning: 'Every rule passes.' },
  fire: { word: 'Fire', icon: Flame, meaning: 'Exactly one miss, and not a critical one.' },
  skull: { word: 'Skull', icon: Skull, meaning: 'A critical miss, or more than one.' },
};

/** The outcome of a verdict as shape, word and colour. */
export function VerdictBadge({ outcome, size = 'md', quiet = false }: { outcome: Outcome; size?: 'sm' | 'md' | 'lg' | undefined; quiet?: boolean | undefined }) {
  const { word, icon: Icon, tone } = outcomeLooks[outcome];
  return (
    <span className={cx(styles['badge'], styles[tone], styles[size], quiet && styles['quiet'])}>
      <Icon size={size === 'lg' ? 18 : size === 'sm' ? 12 : 14} strokeWidth={2.2} aria-hidden="true" />
      {word}
    </span>
  );
}

/** The grade of a verdict as shape and word. */
export function GradeBadge({ grade, size = 'md' }: { grade: Grade; size?: 'sm' | 'md' | undefined }) {
  const { word, icon: Icon } = gradeLooks[grade];
  return (
    <span className={cx(styles['grade'], styles[size])}>
      <Icon size={size === 'sm' ? 12 : 14} strokeWidth={1.9} aria-hidden="true" />
      {word}
    </span>
  );
}
