/** The one presenter of what went wrong. */
import { waitText } from '../../contract/errors.ts';
import { ApiError } from '../api.ts';
import { Notice } from './notice.tsx';

/** `body/organisation` → `organisation`; empty for the whole request. */
function fieldOf(path: string): string {
  return path.replace(/^(?:body|params|querystring|request)\/?/, '').replaceAll('/', ' › ');
}

export function ProblemNotice({ error }: { error: unknown }) {
  if (!(error instanceof ApiError)) {
    return (
      <Notice kind="problem" title="Something went wrong in this page">
        Reload it and try again.
      </Notice>
    );
  }
  const { problem } = error;
  if (problem === null) {
    return (
      <Notice kind="problem" title="The service cannot be reached">
        Check the connection and try again. Nothing was lost.
      </Notice>
    );
  }
  const { title, detail, retryAfterSeconds: wait, errors = [], instance, status } = problem;
  return (
    <Notice kind="problem" title={title}>
      {detail !== undefined && detail !== title && <p>{detail}</p>}
      {detail === undefined && wait !== undefined && <p>Try again in {waitText(wait)}.</p>}
      {errors.length > 0 && (
        <ul>
          {errors.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{fieldOf(path) === '' ? message : `${fieldOf(path)}: ${message}`}</li>
          ))}
        </ul>
      )}
      {status >= 500 && instance !== undefined && <p>If it stays so, tell support this number: {instance.split(':').at(-1)}</p>}
    </Notice>
  );
}
