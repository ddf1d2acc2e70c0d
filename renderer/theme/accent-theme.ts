/**
 * A partner's accent made into all the colours that follow from one. The partner chooses an accent and the text on it, for
 * light and for dark; how it looks as text, under the pointer, as a wash and as a focus ring is derived, always far enough
 * from what it stands on. High contrast stays the product's own.
 */
import { contrast } from './contrast.ts';
import { palettes, type Palette } from './palettes.ts';
import type { TenantTheme } from './tenant-theme.ts';

export interface Accent {
  /** `#rrggbb` */
  readonly accent: string;
  readonly onAccent: string;
}

const BEHIND_TEXT = ['canvas', 'surface', 'raised', 'sunken', 'hover'] as const;
const STEPS = 20;

export function accentTheme(theme: { readonly light: Accent; readonly dark: Accent }): TenantTheme {
  return { light: derived('light', theme.light), dark: derived('dark', theme.dark) };
}

function derived(appearance: 'light' | 'dark', { accent, onAccent }: Accent): Partial<Palette> {
  const palette = palettes[appearance];
  const away = appearance === 'light' ? '#000000' : '#ffffff';
  const wash = mix(palette.surface, accent, appearance === 'light' ? 0.1 : 0.16);
  const behind = [...BEHIND_TEXT.map((token) => palette[token]), wash];
  const asText = firstThat((share) => mix(accent, away, share), (colour) => behind.every((back) => atLeast(colour, back, 4.5)));
  // The text on the accent keeps its distance when the accent moves away from it.
  const fromText = (contrast(onAccent, '#ffffff') ?? 1) < (contrast(onAccent, '#000000') ?? 1) ? '#000000' : '#ffffff';
  return { 'accent': accent, 'on-accent': onAccent, 'accent-hover': mix(accent, fromText, 0.12), 'accent-text': asText, 'accent-wash': wash, 'focus': asText };
}

function atLeast(front: string, back: string, ratio: number): boolean {
  return (contrast(front, back) ?? 0) >= ratio;
}

/** The least change that is enough; the whole way when nothing is. */
function firstThat(make: (share: number) => string, isEnough: (colour: string) => boolean): string {
  for (let step = 0; step < STEPS; step++) {
    const colour = make(step / STEPS);
    if (isEnough(colour)) return colour;
  }
  return make(1);
}

/** `share` of the way from one colour to the other; a text that is no colour stays, and is refused later. */
function mix(from: string, to: string, share: number): string {
  const [a, b] = [from, to].map((colour) => /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)?.slice(1).map((pair) => Number.parseInt(pair, 16)));
  if (a === undefined || b === undefined) return from;
  return `#${a.map((channel, at) => Math.round(channel + ((b[at] ?? channel) - channel) * share).toString(16).padStart(2, '0')).join('')}`;
}
