/** Words that switch a check off, or put something off. A linter cannot forbid its own off switch, so this looks for it. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const hatches =
  /\b(?:oxlint|eslint|biome)-(?:disable|enable)\b|@ts-(?:ignore|expect-error|nocheck)\b|\b(?:v8|istanbul|c8) ignore\b|\b(?:TODO|FIXME|XXX)\b/;

/** @returns one line for each finding, as `path:line: text` */
export function escapeHatches(folder: string): string[] {
  const files = globSync('{main,preload,renderer,cloud,build}/**/*.{ts,tsx,mjs,cjs,css,html,sql}', { cwd: folder });
  return files
    .filter((file) => !file.startsWith(join('build', 'lint')))
    .sort()
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => (hatches.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    );
}
