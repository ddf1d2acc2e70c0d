/** Puts palettes on the page and keeps the appearance in step with the settings and the system. */
import { appearances, colourTokens, type Appearance } from './palettes.ts';
import { themeProblems, themedPalette, type TenantTheme } from './tenant-theme.ts';

/** The style sheet of all appearances under a theme: one block of custom properties each. */
export function themeCss(theme: TenantTheme): string {
  return appearances
    .map((appearance) => {
      const palette = themedPalette(appearance, theme);
      const scheme = appearance === 'light' ? 'light' : 'dark';
      const values = colourTokens.map((token) => `--${token}:${palette[token]}`).join(';');
      return `:root[data-appearance="${appearance}"]{color-scheme:${scheme};${values}}`;
    })
    .join('\n');
}

let sheet: CSSStyleSheet | null = null;

/** Installs the colours. A theme that fails AA is refused as a whole, and the shipped colours stay. */
export function installTheme(theme: TenantTheme = {}): void {
  const accepted = themeProblems(theme).length === 0 ? theme : {};
  if (sheet === null) {
    // A constructed sheet, because the content security policy allows no inline style element.
    sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
  sheet.replaceSync(themeCss(accepted));
}

/** Which palette a theme setting means, given what the system prefers. */
export function resolveAppearance(setting: 'system' | Appearance, prefers: { dark: boolean; contrast: boolean }): Appearance {
  if (setting !== 'system') return setting;
  if (prefers.contrast) return 'contrast';
  return prefers.dark ? 'dark' : 'light';
}

/** Applies the setting now and whenever the system changes its mind; returns the function that stops following. */
export function followAppearance(setting: 'system' | Appearance): () => void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const more = window.matchMedia('(prefers-contrast: more)');
  const apply = (): void => {
    document.documentElement.dataset['appearance'] = resolveAppearance(setting, { dark: dark.matches, contrast: more.matches });
  };
  apply();
  dark.addEventListener('change', apply);
  more.addEventListener('change', apply);
  return () => {
    dark.removeEventListener('change', apply);
    more.removeEventListener('change', apply);
  };
}
