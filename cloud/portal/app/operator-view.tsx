/** The operator's look at an organisation from inside: said above every page of it, with its end. */
import { okSchema } from '../../contract/common.ts';
import { tenantSchema } from '../../contract/tenant.ts';
import { api, isProblem } from '../api.ts';
import { Button } from '../components/button.tsx';
import { Moment } from '../components/moment.tsx';
import { Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { useAction } from '../components/use-action.ts';
import { useLoad } from '../components/use-load.ts';
import { Link, navigate } from './router.tsx';
import { say } from './status.tsx';

export interface OperatorView {
  readonly tenantId: string;
  /** Null until it is known, and without an open view. */
  readonly name: string | null;
  readonly until: string | null;
  /** No view is open, or not any more: none of the pages will answer. */
  readonly closed: boolean;
}

/** @param tenantId the organisation of the page, when the reader is not a member of it; null otherwise */
export function useOperatorView(tenantId: string | null): OperatorView | null {
  const loaded = useLoad(`view of ${tenantId}`, async () => (tenantId === null ? null : api.get(`/api/tenants/${tenantId}`, tenantSchema)));
  if (tenantId === null) return null;
  return { tenantId, name: loaded.data?.name ?? null, until: loaded.data?.viewUntil ?? null, closed: isProblem(loaded.error, 'operator.reason') };
}

export function OperatorViewBanner({ view: { tenantId, name, until } }: { view: OperatorView }) {
  const panel = `/operator/tenants/${tenantId}`;
  const end = useAction(async () => {
    await api.delete(`/api/operator/tenants/${tenantId}/view-as`, okSchema);
    navigate(panel);
    say('The view has ended.');
  });
  if (name === null || until === null) return null;
  return (
    <div className="view-banner">
      <Notice kind="caution" title={`Read-only view of ${name}`}>
        <p>
          Until <Moment at={until} />. Every look is in the organisation’s own log.
        </p>
        <Button small busy={end.busy} onClick={() => end.run()}>
          End the view
        </Button>
      </Notice>
      {end.error !== null && <ProblemNotice error={end.error} />}
    </div>
  );
}

/** In place of an organisation's page while no view of it is open. */
export function NoOperatorView({ tenantId }: { tenantId: string }) {
  return (
    <Page title="No view is open">
      <Notice title="A look at an organisation needs a reason">A view lasts half an hour and is in the organisation’s own log.</Notice>
      <p>
        <Link className="button primary" href={`/operator/tenants/${tenantId}`}>
          To the organisation
        </Link>
      </p>
    </Page>
  );
}
