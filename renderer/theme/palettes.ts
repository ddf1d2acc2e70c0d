/**
 * The colours of the window, one palette per appearance. A partner's theme replaces some of these values; which pairs
 * must stay readable is written in tenant-theme.ts, and the shipped palettes are held to the same test.
 */

export const colourTokens = [
  // Surfaces, from the back to the front
  'canvas', 'surface', 'raised', 'sunken', 'hover', 'pressed',
  // Lines: `line` decorates, `edge` marks the boundary of a control
  'line', 'edge',
  // Text
  'text', 'text-soft', 'text-faint',
  // The one accent
  'accent', 'accent-hover', 'on-accent', 'accent-text', 'accent-wash', 'focus',
  // The verdict: foreground and wash of each outcome
  'clear', 'clear-wash', 'caution', 'caution-wash', 'block', 'block-wash',
] as const;

export type ColourToken = (typeof colourTokens)[number];
export type Palette = Readonly<Record<ColourToken, string>>;

/** The appearance a palette is for; `system` in the settings resolves to one of these. */
export const appearances = ['light', 'dark', 'contrast'] as const;
export type Appearance = (typeof appearances)[number];

export const palettes: Readonly<Record<Appearance, Palette>> = {
  light: {
    'canvas': '#f4f5f7', 'surface': '#ffffff', 'raised': '#ffffff', 'sunken': '#eceef2', 'hover': '#eef0f4', 'pressed': '#e3e6ec',
    'line': '#e0e3e9', 'edge': '#868e9c',
    'text': '#14171d', 'text-soft': '#454c59', 'text-faint': '#5c6472',
    'accent': '#2f55c8', 'accent-hover': '#2647ad', 'on-accent': '#ffffff', 'accent-text': '#2a4dba', 'accent-wash': '#e8edfb', 'focus': '#2f55c8',
    'clear': '#0b6b4b', 'clear-wash': '#e2f3ec', 'caution': '#855200', 'caution-wash': '#fbf0da', 'block': '#b3261e', 'block-wash': '#fceae8',
  },
  dark: {
    'canvas': '#0e1014', 'surface': '#15181e', 'raised': '#1c2027', 'sunken': '#0a0c0f', 'hover': '#1e222a', 'pressed': '#272c36',
    'line': '#262b34', 'edge': '#66707f',
    'text': '#e9ebef', 'text-soft': '#b3bac6', 'text-faint': '#929bab',
    'accent': '#5b7fe8', 'accent-hover': '#7393ee', 'on-accent': '#07090d', 'accent-text': '#93aef6', 'accent-wash': '#1a2440', 'focus': '#8aa6f7',
    'clear': '#4cc38a', 'clear-wash': '#10281f', 'caution': '#e6b04d', 'caution-wash': '#2d2411', 'block': '#ff7b72', 'block-wash': '#351917',
  },
  contrast: {
    'canvas': '#000000', 'surface': '#000000', 'raised': '#000000', 'sunken': '#000000', 'hover': '#1f1f1f', 'pressed': '#333333',
    'line': '#8c8c8c', 'edge': '#ffffff',
    'text': '#ffffff', 'text-soft': '#ffffff', 'text-faint': '#e0e0e0',
    'accent': '#ffd60a', 'accent-hover': '#ffe45c', 'on-accent': '#000000', 'accent-text': '#ffd60a', 'accent-wash': '#1f1f00', 'focus': '#00e5ff',
    'clear': '#4dffa6', 'clear-wash': '#00210f', 'caution': '#ffc94d', 'caution-wash': '#2b1d00', 'block': '#ff9d96', 'block-wash': '#2e0300',
  },
};
