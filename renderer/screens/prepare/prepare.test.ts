import { describe, expect, it } from 'vitest';
import { readLevels, readNews, writeLevels, writeNews } from './map-text.ts';
import { nextStep } from './steps.ts';
import { breatheOn, type Breath } from './use-breath.ts';
import { spentBetween } from './use-step-clock.ts';

describe('levels and news as typed', () => {
  it('reads levels with spaces, lines or semicolons between', () => expect(readLevels('5987.5, 6004.25\n6031;x')).toEqual({ levels: ['5987.5', '6004.25', '6031'], unread: ['x'] }));
  it('reads one news time a line, in order', () => {
    expect(readNews('14:00 FOMC minutes\n1000 CPI\n\nlater').news).toEqual([{ minute: 600, label: 'CPI' }, { minute: 840, label: 'FOMC minutes' }]);
    expect(readNews('later').unread).toEqual(['later']);
  });
  it('writes back what it read', () => {
    const news = [{ minute: 600, label: 'CPI' }, { minute: 605, label: '' }];
    expect(readNews(writeNews(news))).toEqual({ news, unread: [] });
    expect(readLevels(writeLevels(['1', '2.5'])).levels).toEqual(['1', '2.5']);
  });
});

describe('the order of the steps', () => {
  const done = { content: { step: 'visualization', goal: 'wait' }, seconds: 60, at: 0 } as const;
  it('goes on with the first that is not done', () => {
    expect(nextStep({})).toBe('visualization');
    expect(nextStep({ visualization: done })).toBe('market-mapping');
  });
});

describe('the breathing pacer', () => {
  const run = (rhythm: { in: number; hold: number; out: number }, seconds: number): Breath => {
    let breath: Breath = { phase: 'in', left: rhythm.in, breaths: 0 };
    for (let second = 0; second < seconds; second += 1) breath = breatheOn(breath, rhythm);
    return breath;
  };
  it('goes in, hold, out, and counts the breath at its end', () => {
    const rhythm = { in: 4, hold: 2, out: 6 };
    expect(run(rhythm, 4)).toEqual({ phase: 'hold', left: 2, breaths: 0 });
    expect(run(rhythm, 6)).toEqual({ phase: 'out', left: 6, breaths: 0 });
    expect(run(rhythm, 12)).toEqual({ phase: 'in', left: 4, breaths: 1 });
    expect(run(rhythm, 36).breaths).toBe(3);
  });
  it('leaves out a hold of no length', () => expect(run({ in: 4, hold: 0, out: 6 }, 4)).toEqual({ phase: 'out', left: 6, breaths: 0 }));
});

describe('time spent on a step', () => {
  it('is what passed between two ticks', () => expect(spentBetween(1000, 91_000)).toBe(90_000));
  it('is nothing while the computer slept, or when the clock went back', () => {
    expect(spentBetween(1000, 601_000)).toBe(0);
    expect(spentBetween(1000, 500)).toBe(0);
  });
});
