/** The five steps of the rehab run, in their order, and what each is for. */
import type { SessionView } from '../../../preload/contract/state.ts';

export type StepId = keyof Required<SessionView['steps']>;

export interface StepInfo {
  readonly id: StepId;
  readonly label: string;
  readonly title: string;
  readonly purpose: string;
}

export const steps: readonly StepInfo[] = [
  { id: 'visualization', label: 'Visualize', title: 'Visualization', purpose: 'See the session before it happens, then say what you will do well.' },
  { id: 'market-mapping', label: 'Map', title: 'Market map', purpose: 'What the market is doing, written down before it can talk you into something.' },
  { id: 'breath', label: 'Breathe', title: 'Breath', purpose: 'Slow the body down. Nothing else to do here.' },
  { id: 'expectation-neutraliser', label: 'Neutral', title: 'Expectation neutraliser', purpose: 'Write down what you want from today, then let go of it.' },
  { id: 'risk-check', label: 'Risk', title: 'Risk check', purpose: 'What today may cost, confirmed by typing the size.' },
];

/** The step to go on with: the first that is not done; null when all are. */
export function nextStep(done: SessionView['steps']): StepId | null {
  return steps.find(({ id }) => done[id] === undefined)?.id ?? null;
}
