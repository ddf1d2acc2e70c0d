import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arrangementOf,
  defaultSize,
  minimumSize,
  place,
  reachable,
  remember,
  type DisplayArea,
  type Memory,
  type Mode,
  type Rectangle,
} from './placement.ts';

/** A display with a panel of 30 pixels along its top. */
function display(x: number, y: number, width: number, height: number): DisplayArea {
  return { bounds: { x, y, width, height }, workArea: { x, y: y + 30, width, height: height - 30 } };
}

const laptop = display(0, 0, 1440, 900);
const wide = display(1440, 0, 2560, 1440);
const inside = (bounds: Rectangle, { workArea: area }: DisplayArea) =>
  bounds.x >= area.x &&
  bounds.y >= area.y &&
  bounds.x + bounds.width <= area.x + area.width &&
  bounds.y + bounds.height <= area.y + area.height;

describe('arrangementOf', () => {
  it('is the same for the same displays in another order, and another for others', () => {
    expect(arrangementOf([laptop, wide])).toBe(arrangementOf([wide, laptop]));
    expect(arrangementOf([laptop, wide])).not.toBe(arrangementOf([laptop]));
    expect(arrangementOf([laptop, wide])).not.toBe(arrangementOf([laptop, display(-2560, 0, 2560, 1440)]));
  });
});

describe('place', () => {
  it('begins at the top right of the primary display, at the default size', () => {
    expect(place([], [laptop, wide], 'full')).toEqual({ x: 1440 - 420 - 24, y: 54, ...defaultSize.full });
  });

  it('comes back to where it was with these displays', () => {
    const there = { x: 3000, y: 200, width: 500, height: 900 };
    const memories = remember([], [laptop, wide], 'full', there);
    expect(place(memories, [wide, laptop], 'full')).toEqual(there);
  });

  it('keeps a place for every arrangement', () => {
    const home = { x: 3000, y: 200, width: 500, height: 900 };
    const travel = { x: 40, y: 60, width: 380, height: 600 };
    const memories = remember(remember([], [laptop, wide], 'full', home), [laptop], 'full', travel);
    expect(place(memories, [laptop, wide], 'full')).toEqual(home);
    expect(place(memories, [laptop], 'full')).toEqual(travel);
  });

  it('comes back on screen when the monitor it stood on is gone, as large as it was', () => {
    const memories = remember([], [laptop, wide], 'full', { x: 3000, y: 200, width: 500, height: 800 });
    const placed = place(memories, [laptop], 'full');
    expect(placed).toMatchObject({ width: 500, height: 800 });
    expect(inside(placed, laptop)).toBe(true);
  });

  it('shrinks to a display smaller than it was', () => {
    const memories = remember([], [wide], 'full', { x: 1500, y: 40, width: 900, height: 1300 });
    expect(place(memories, [laptop], 'full')).toMatchObject({ y: 30, width: 900, height: 870 });
  });

  it('is left hanging over an edge where the trader put it, while it can be grabbed', () => {
    const half = { x: 1300, y: 100, width: 420, height: 700 };
    expect(place(remember([], [laptop], 'full', half), [laptop], 'full')).toEqual(half);
  });

  it.each([
    ['its top is above the screen', { x: 100, y: -400, width: 420, height: 700 }],
    ['only a sliver is left of it', { x: 1430, y: 100, width: 420, height: 700 }],
    ['only its foot is on the screen', { x: 100, y: -690, width: 420, height: 760 }],
    ['it lies below the screen', { x: 100, y: 895, width: 420, height: 700 }],
  ])('is pulled in when %s', (_what, bounds) => {
    const placed = place(remember([], [laptop], 'full', bounds), [laptop], 'full');
    expect(placed).not.toEqual(bounds);
    expect(inside(placed, laptop)).toBe(true);
  });

  it('never comes back smaller than it can be used', () => {
    expect(place(remember([], [laptop], 'full', { x: 10, y: 40, width: 50, height: 50 }), [laptop], 'full')).toMatchObject(
      minimumSize.full,
    );
  });

  it('stays in its corner when it turns compact for the first time, and remembers both', () => {
    const full = { x: 900, y: 100, width: 500, height: 700 };
    const memories = remember([], [laptop], 'full', full);
    const compact = place(memories, [laptop], 'compact');
    expect(compact).toEqual({ x: 900 + 500 - defaultSize.compact.width, y: 100, ...defaultSize.compact });
    const both = remember(memories, [laptop], 'compact', { ...compact, x: 10 });
    expect(place(both, [laptop], 'compact').x).toBe(10);
    expect(place(both, [laptop], 'full')).toEqual(full);
  });

  it('is always reachable and large enough, whatever was remembered', () => {
    const rectangle = fc.record({
      x: fc.integer({ min: -9000, max: 9000 }),
      y: fc.integer({ min: -9000, max: 9000 }),
      width: fc.integer({ min: 0, max: 5000 }),
      height: fc.integer({ min: 0, max: 5000 }),
    });
    const area = fc
      .record({
        x: fc.integer({ min: -4000, max: 4000 }),
        y: fc.integer({ min: -4000, max: 4000 }),
        width: fc.integer({ min: 800, max: 4000 }),
        height: fc.integer({ min: 600, max: 3000 }),
      })
      .map(({ x, y, width, height }) => display(x, y, width, height));
    fc.assert(
      fc.property(
        fc.array(area, { minLength: 1, maxLength: 3 }),
        fc.array(area, { minLength: 1, maxLength: 3 }),
        rectangle,
        fc.constantFrom<Mode>('full', 'compact'),
        fc.boolean(),
        (then, now, bounds, mode, same) => {
          const placed = place(remember([], same ? now : then, mode, bounds), now, mode);
          expect(reachable(placed, now)).toBe(true);
          expect(placed.width).toBeGreaterThanOrEqual(minimumSize[mode].width);
          expect(placed.height).toBeGreaterThanOrEqual(minimumSize[mode].height);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('remember', () => {
  it('puts the latest arrangement first and forgets the oldest', () => {
    let memories: readonly Memory[] = [];
    for (let width = 1000; width < 1020; width++)
      memories = remember(memories, [display(0, 0, width, 900)], 'full', { x: 0, y: 30, width: 400, height: 500 });
    expect(memories).toHaveLength(12);
    expect(memories[0]?.arrangement).toBe('1019x900+0+0');
  });
});
