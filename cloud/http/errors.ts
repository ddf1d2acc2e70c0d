/** From any thrown thing to a problem document; only what was thrown on purpose is told to the outside. */
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { Problem } from '../problem.ts';

/** PostgreSQL's "the server is going away or not there yet" and the socket's own words for it. */
const UNAVAILABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '53300',
]);
/** Unique violation, serialisation failure, deadlock: the same request may well succeed when repeated. */
const CONFLICTS = new Set(['23505', '40001', '40P01']);

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether the database (and not the request) is the reason. */
function isUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined && UNAVAILABLE.has(code)) return true;
  return error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/.test(error.message);
}

/** The problem to answer with; an unexpected error becomes `service.failed` and keeps its cause for the log. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.slice(0, 20).map((issue) => ({
      path: `${error.validationContext ?? 'request'}${issue.instancePath}`,
      message: issue.message ?? 'is not valid',
    }));
    return new Problem('request.invalid', { errors });
  }
  const code = codeOf(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem('request.too-large');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Problem('request.media-type');
  if (code !== undefined && CONFLICTS.has(code)) return new Problem('request.conflict');
  if (isUnavailable(error)) return new Problem('service.unavailable', { retryAfterSeconds: 2 });
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500) {
    return new Problem('request.invalid');
  }
  return new Problem('service.failed');
}

/**
 * An error as the log keeps it: where it happened, and its message unless it is the database's. PostgreSQL quotes the
 * failing row in its messages, and rows hold personal data; table and constraint say enough.
 */
export function describeError(error: unknown): { type: string; message: string; stack: string; [key: string]: string } {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const known = Object.entries(error).filter(
    (entry): entry is [string, string] => ['code', 'table', 'constraint', 'routine'].includes(entry[0]) && typeof entry[1] === 'string',
  );
  const message = 'severity' in error ? 'refused by the database' : error.message;
  return { ...Object.fromEntries(known), type: error.name, message, stack: frames.join('\n') };
}
