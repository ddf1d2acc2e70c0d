/** Where the window stands. Pure: displays and memories come in, a rectangle goes out. All units are screen pixels (DIP). */

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The part of a display that panels and docks leave free, as Electron reports it. The first of a list is the primary one. */
export interface DisplayArea {
  readonly bounds: Rectangle;
  readonly workArea: Rectangle;
}

export type Mode = 'full' | 'compact';

export const minimumSize: Readonly<Record<Mode, Size>> = { full: { width: 360, height: 480 }, compact: { width: 280, height: 120 } };
export const defaultSize: Readonly<Record<Mode, Size>> = { full: { width: 420, height: 760 }, compact: { width: 360, height: 200 } };

/** Distance from the edge of the screen when the window is placed for the first time. */
const MARGIN = 24;

/** The window counts as reachable when this much of its top edge, where it is grabbed, lies on a screen. */
const GRIP: Size = { width: 120, height: 32 };

/** How many arrangements of displays are remembered: home, office, travel, and room. */
const REMEMBERED = 12;

export interface Memory {
  /** Key of an arrangement of displays (`arrangementOf`), the most recent first. */
  readonly arrangement: string;
  readonly full: Rectangle | null;
  readonly compact: Rectangle | null;
}

/** Names an arrangement of displays: the same monitors at the same places give the same name, in whatever order. */
export function arrangementOf(displays: readonly DisplayArea[]): string {
  return displays
    .map(({ bounds }) => `${bounds.width}x${bounds.height}+${bounds.x}+${bounds.y}`)
    .sort()
    .join(' ');
}

/**
 * Where the window belongs now: where it was last in this arrangement and mode; else as large as it was last anywhere, at the
 * top right of the primary display. Always wholly inside one display's work area unless the trader had put it across an edge
 * and its grip can still be reached.
 * @param displays at least one
 */
export function place(memories: readonly Memory[], displays: readonly DisplayArea[], mode: Mode): Rectangle {
  const primary = displays[0];
  if (primary === undefined) throw new RangeError('there is at least one display');
  const arrangement = arrangementOf(displays);
  const here = memories.find((memory) => memory.arrangement === arrangement)?.[mode] ?? null;
  if (here !== null) {
    const wanted = atLeast(here, mode);
    return reachable(wanted, displays) ? wanted : pullIn(wanted, displays, mode);
  }

  // Switching between the modes keeps the window in its corner.
  const other = memories.find((memory) => memory.arrangement === arrangement)?.[mode === 'full' ? 'compact' : 'full'] ?? null;
  const elsewhere = memories.find((memory) => memory[mode] !== null)?.[mode] ?? null;
  const { width, height } = elsewhere ?? defaultSize[mode];
  if (other !== null) return pullIn({ x: other.x + other.width - width, y: other.y, width, height }, displays, mode);
  const area = primary.workArea;
  return pullIn({ x: area.x + area.width - width - MARGIN, y: area.y + MARGIN, width, height }, [primary], mode);
}

/** The memories after the window was moved or resized. */
export function remember(memories: readonly Memory[], displays: readonly DisplayArea[], mode: Mode, bounds: Rectangle): readonly Memory[] {
  const arrangement = arrangementOf(displays);
  const before = memories.find((memory) => memory.arrangement === arrangement) ?? { arrangement, full: null, compact: null };
  return [{ ...before, [mode]: bounds }, ...memories.filter((memory) => memory.arrangement !== arrangement)].slice(0, REMEMBERED);
}

/** Whether the window can be grabbed: enough of its top edge is on one display. */
export function reachable(bounds: Rectangle, displays: readonly DisplayArea[]): boolean {
  const grip = { ...bounds, height: GRIP.height };
  const needed = Math.min(GRIP.width, bounds.width);
  return displays.some(({ workArea }) => {
    const shared = overlap(grip, workArea);
    return shared.width >= needed && shared.height >= GRIP.height;
  });
}

/** The rectangle moved, and shrunk if it must be, into the display it shares most with, or else the nearest one. */
function pullIn(bounds: Rectangle, displays: readonly DisplayArea[], mode: Mode): Rectangle {
  const wanted = atLeast(bounds, mode);
  const area = nearest(wanted, displays);
  const width = Math.min(wanted.width, area.width);
  const height = Math.min(wanted.height, area.height);
  return {
    x: clamp(wanted.x, area.x, area.x + area.width - width),
    y: clamp(wanted.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}

function atLeast(bounds: Rectangle, mode: Mode): Rectangle {
  const least = minimumSize[mode];
  return { ...bounds, width: Math.max(bounds.width, least.width), height: Math.max(bounds.height, least.height) };
}

function nearest(bounds: Rectangle, displays: readonly DisplayArea[]): Rectangle {
  const ranked = displays
    .map(({ workArea }) => {
      const shared = overlap(bounds, workArea);
      return { workArea, shared: shared.width * shared.height, distance: distance(bounds, workArea) };
    })
    .sort((a, b) => b.shared - a.shared || a.distance - b.distance);
  const best = ranked[0];
  if (best === undefined) throw new RangeError('there is at least one display');
  return best.workArea;
}

function overlap(a: Rectangle, b: Rectangle): Size {
  return {
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)),
  };
}

/** Squared distance of the centres. */
function distance(a: Rectangle, b: Rectangle): number {
  return (a.x + a.width / 2 - b.x - b.width / 2) ** 2 + (a.y + a.height / 2 - b.y - b.height / 2) ** 2;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
