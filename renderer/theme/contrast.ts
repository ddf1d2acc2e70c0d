/** WCAG 2.2 contrast, on `#rrggbb` colours. */

/** Linear-light channels 0–1 of `#rrggbb`; null when the text is no such colour. */
function channels(hex: string): [number, number, number] | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (match === null) return null;
  const linear = (pair: string | undefined): number => {
    const value = Number.parseInt(pair ?? '', 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [linear(match[1]), linear(match[2]), linear(match[3])];
}

/** Relative luminance 0–1; null when the text is not `#rrggbb`. */
function luminance(hex: string): number | null {
  const rgb = channels(hex);
  return rgb === null ? null : 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

/** Contrast ratio 1–21 of two colours; null when either is not `#rrggbb`. */
export function contrast(a: string, b: string): number | null {
  const first = luminance(a);
  const second = luminance(b);
  if (first === null || second === null) return null;
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}
