import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../paths.ts';
import { escapeHatches } from './escape-hatches.ts';

/**
 * Reads the whole project against its rules: `.oxlintrc.json`, the import boundaries in `plugin.ts`, and no way around them.
 * Prints what it finds.
 * @param args further arguments for oxlint, such as `--fix` or paths
 * @returns whether there was nothing to find
 */
export function lint(args: readonly string[]): boolean {
  const oxlint = spawnSync(process.execPath, [join(root, 'node_modules', 'oxlint', 'bin', 'oxlint'), '--type-aware', ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  const found = escapeHatches(root);
  for (const line of found) console.error(`${line}\n  a check is answered, not switched off`);
  return oxlint.status === 0 && found.length === 0;
}

if (import.meta.main && !lint(process.argv.slice(2))) process.exitCode = 1;
