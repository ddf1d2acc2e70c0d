import { okSchema } from '../../../contract/common.ts';
import { api } from '../../api.ts';
import { Link, navigate } from '../../app/router.tsx';
import { useSession } from '../../app/session.tsx';
import { say } from '../../app/status.tsx';
import { Card } from '../../components/card.tsx';
import { DialogButton } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { valueOf } from '../../components/form.tsx';
import { formatDate, planNames, roleNames } from '../../components/format.ts';
import { Notice } from '../../components/notice.tsx';
import { AwaitPage, Page } from '../../components/page.tsx';
import { useTenant } from './use-tenant.ts';

/** The organisation at a glance. */
export function OverviewPage({ tenantId }: { tenantId: string }) {
  const loaded = useTenant(tenantId);
  const { refresh } = useSession();
  return (
    <AwaitPage title="Organisation" from={loaded}>
      {(tenant) => (
        <Page
          title={tenant.name}
          lead={tenant.role === null ? undefined : `You are here as ${roleNames[tenant.role]}.`}
          actions={
            tenant.role === 'owner' &&
            tenant.status === 'active' && (
              <DialogButton
                label="Rename"
                title="Rename the organisation"
                submit="Rename"
                onSubmit={async (values) => {
                  await api.put(`/api/tenants/${tenantId}`, okSchema, { name: valueOf(values, 'name') });
                  await refresh();
                  loaded.reload();
                  say('The organisation has its new name.');
                }}
              >
                <TextField name="name" label="Name" required maxLength={80} defaultValue={tenant.name} />
              </DialogButton>
            )
          }
        >
          {tenant.status === 'suspended' && (
            <Notice kind="caution" title="The organisation is suspended">
              {tenant.suspendedReason}
            </Notice>
          )}
          <Card title="Plan">
            <dl className="facts">
              <div>
                <dt>Plan</dt>
                <dd>{planNames[tenant.plan]}</dd>
              </div>
              {tenant.trialEndsAt !== null && (
                <div>
                  <dt>Trial ends</dt>
                  <dd>{formatDate(tenant.trialEndsAt)}</dd>
                </div>
              )}
              <div>
                <dt>Seats</dt>
                <dd>
                  {tenant.seatsUsed} of {tenant.seatLimit}
                  {tenant.seatsInvited > 0 && `, ${tenant.seatsInvited} invited`}
                </dd>
              </div>
              <div>
                <dt>Devices for each seat</dt>
                <dd>{tenant.deviceLimit}</dd>
              </div>
              <div>
                <dt>Since</dt>
                <dd>{formatDate(tenant.createdAt)}</dd>
              </div>
            </dl>
          </Card>
          {tenant.role !== null && (
            <Card title="Next" lead="What most people come here for.">
              <div className="form-actions">
                {(tenant.role === 'owner' || tenant.role === 'admin') && (
                  <Link className="button primary" href={`/organisation/${tenantId}/seats`}>
                    Invite traders
                  </Link>
                )}
                <Link className="button secondary" href="/download">
                  Download the app
                </Link>
                <Link className="button secondary" href="/device">
                  Sign a device in
                </Link>
              </div>
            </Card>
          )}
          {tenant.role !== null && (
            <Card
              title="Leave"
              lead="Your seat ends, and the licences of its devices at their next check. Your journal stays on your machine."
              actions={
                <DialogButton
                  label="Leave the organisation"
                  look={{ kind: 'danger' }}
                  title={`Leave ${tenant.name}?`}
                  submit="Leave"
                  danger
                  onSubmit={async () => {
                    await api.post(`/api/tenants/${tenantId}/leave`, okSchema, { name: tenant.name });
                    await refresh();
                    navigate('/', { replace: true });
                    say(`You have left ${tenant.name}.`);
                  }}
                >
                  <p className="soft">An owner can invite you again. The last owner cannot leave; delete the organisation under Data instead.</p>
                </DialogButton>
              }
            />
          )}
        </Page>
      )}
    </AwaitPage>
  );
}
