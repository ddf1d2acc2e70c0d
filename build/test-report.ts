/** Reads what the two test runners wrote about a run, and adds it up. */
import { z } from 'zod';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** One check that passes or fails as a whole. */
export function one(ok: boolean): Tally {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/** The line a run ends with. */
export function summary({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

const vitestReport = z.object({
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

/**
 * @param json what vitest's json reporter wrote, null when it wrote nothing
 * @param ok whether vitest itself ended well; it may fail beside its tests, by an error nobody caught
 */
export function vitestTally(json: string | null, ok: boolean): Tally {
  const report = vitestReport.safeParse(parsed(json));
  if (!report.success) return one(ok);
  let tally = nothing;
  for (const { status, assertionResults } of report.data.testResults) {
    // A file that does not even load has no tests to fail.
    if (status === 'failed' && assertionResults.every((test) => test.status !== 'failed')) tally = add(tally, one(false));
    for (const test of assertionResults) {
      if (test.status === 'passed') tally = add(tally, one(true));
      else if (test.status === 'failed') tally = add(tally, one(false));
      else tally = add(tally, { ...nothing, skipped: 1 });
    }
  }
  return ok || tally.failed > 0 ? tally : add(tally, one(false));
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

/** As `vitestTally`, for Playwright. A test that only passed when tried again counts as failed. */
export function playwrightTally(json: string | null, ok: boolean): Tally {
  const report = playwrightReport.safeParse(parsed(json));
  if (!report.success) return one(ok);
  const { expected, unexpected, flaky, skipped } = report.data.stats;
  const tally = { passed: expected, failed: unexpected + flaky, skipped };
  return ok || tally.failed > 0 ? tally : add(tally, one(false));
}

function parsed(json: string | null): unknown {
  try {
    return json === null ? null : JSON.parse(json);
  } catch {
    return null;
  }
}
