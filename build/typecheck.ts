import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './paths.ts';

/** Each sees only what its code may: the engine no Node and no page, the renderer no Node. */
export const projects = ['main/engine', 'main', 'preload', 'renderer', 'cloud', 'build'] as const;

export interface TypecheckResult {
  readonly project: string;
  readonly ok: boolean;
  readonly output: string;
}

/** Type-checks one project, a folder with its own tsconfig.json. */
export function typecheck(project: string): Promise<TypecheckResult> {
  return new Promise((resolve) => {
    const tsc = spawn(
      process.execPath,
      [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', join(root, project, 'tsconfig.json'), '--pretty', 'false'],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let output = '';
    for (const stream of [tsc.stdout, tsc.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    tsc.once('error', (error) => resolve({ project, ok: false, output: error.message }));
    tsc.once('close', (code) => resolve({ project, ok: code === 0, output: output.trim() }));
  });
}

if (import.meta.main) {
  for (const project of projects) {
    const { ok, output } = await typecheck(project);
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${project}${output === '' ? '' : `\n${output}`}`);
    if (!ok) process.exitCode = 1;
  }
}
