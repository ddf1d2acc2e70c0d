import { okSchema } from '../../../contract/common.ts';
import { noteListSchema, noteSchema, operatorTenantSchema, viewGrantSchema } from '../../../contract/operator.ts';
import { api } from '../../api.ts';
import { Link, navigate } from '../../app/router.tsx';
import { say } from '../../app/status.tsx';
import { Card } from '../../components/card.tsx';
import { DialogButton } from '../../components/dialog.tsx';
import { SelectField, TextArea, TextField } from '../../components/field.tsx';
import { Form, valueOf } from '../../components/form.tsx';
import { formatDate, planNames } from '../../components/format.ts';
import { Moment } from '../../components/moment.tsx';
import { Notice } from '../../components/notice.tsx';
import { Await, AwaitPage, Page } from '../../components/page.tsx';
import { useLoad } from '../../components/use-load.ts';
import { planOptions } from './plan-options.ts';
import { TenantStatus } from './tenant-status.tsx';

/** One organisation as the operator sees it: from outside, unless a view is opened with a reason. */
export function OperatorTenantPage({ tenantId }: { tenantId: string }) {
  const base = `/api/operator/tenants/${tenantId}`;
  const loaded = useLoad(base, () => api.get(base, operatorTenantSchema));
  return (
    <AwaitPage title="Organisation" from={loaded}>
      {(tenant) => (
        <Page
          title={tenant.name}
          lead={<Link href="/operator">All organisations</Link>}
          actions={
            <>
              <DialogButton
                label="View"
                title={`View ${tenant.name}`}
                submit="Open the view"
                onSubmit={async (values) => {
                  await api.post(`${base}/view-as`, viewGrantSchema, { reason: valueOf(values, 'reason') });
                  navigate(`/organisation/${tenantId}`);
                }}
              >
                <p className="soft">Read-only, for half an hour. The reason and every look are in the organisation’s own log.</p>
                <TextField name="reason" label="Reason" required maxLength={300} autoFocus />
              </DialogButton>
              {tenant.status === 'active' ? (
                <DialogButton
                  label="Suspend"
                  look={{ kind: 'danger' }}
                  title={`Suspend ${tenant.name}?`}
                  submit="Suspend"
                  danger
                  onSubmit={async (values) => {
                    await api.post(`${base}/suspend`, okSchema, { reason: valueOf(values, 'reason') });
                    say(`${tenant.name} is suspended.`);
                    loaded.reload();
                  }}
                >
                  <p className="soft">Licences end at the next check. Members see the reason.</p>
                  <TextField name="reason" label="Reason" required maxLength={300} autoFocus />
                </DialogButton>
              ) : (
                <DialogButton
                  label="Resume"
                  look={{ kind: 'primary' }}
                  title={`Resume ${tenant.name}?`}
                  submit="Resume"
                  onSubmit={async () => {
                    await api.post(`${base}/resume`, okSchema);
                    say(`${tenant.name} is active again.`);
                    loaded.reload();
                  }}
                >
                  <p className="soft">Licences are given again at the next check.</p>
                </DialogButton>
              )}
            </>
          }
        >
          {tenant.suspendedReason !== null && (
            <Notice kind="caution" title="Suspended">
              {tenant.suspendedReason}
            </Notice>
          )}
          <Card
            title="Plan"
            actions={
              <DialogButton
                label="Change"
                look={{ small: true, 'aria-label': 'Change the plan' }}
                title="Plan and limits"
                submit="Change"
                onSubmit={async (values) => {
                  await api.put(`${base}/plan`, okSchema, {
                    plan: valueOf(values, 'plan'),
                    seatLimit: Number(valueOf(values, 'seatLimit')),
                    deviceLimit: Number(valueOf(values, 'deviceLimit')),
                  });
                  say('The plan is changed.');
                  loaded.reload();
                }}
              >
                <SelectField name="plan" label="Plan" defaultValue={tenant.plan} options={planOptions} hint="Choosing Trial starts a new one." />
                <div className="form-row">
                  <TextField name="seatLimit" label="Seats" type="number" required min={1} max={100000} defaultValue={tenant.seatLimit} />
                  <TextField name="deviceLimit" label="Devices for each seat" type="number" required min={1} max={100} defaultValue={tenant.deviceLimit} />
                </div>
              </DialogButton>
            }
          >
            <dl className="facts">
              <div>
                <dt>State</dt>
                <dd>
                  <TenantStatus status={tenant.status} />
                </dd>
              </div>
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
          <Notes base={`${base}/notes`} />
        </Page>
      )}
    </AwaitPage>
  );
}

function Notes({ base }: { base: string }) {
  const list = useLoad(base, () => api.get(base, noteListSchema));
  return (
    <Card title="Notes" lead="Seen by operators only.">
      <Form
        submit="Add the note"
        clears
        onSubmit={async (values) => {
          await api.post(base, noteSchema, { body: valueOf(values, 'body') });
          list.reload();
        }}
      >
        <TextArea name="body" label="Note" required rows={3} maxLength={4000} />
      </Form>
      <Await from={list}>
        {({ notes }) =>
          notes.length === 0 ? (
            <p className="soft">None yet.</p>
          ) : (
            <ul className="entries" aria-label="Notes">
              {notes.map(({ id, author, body, createdAt }) => (
                <li key={id}>
                  <p className="entry-text">{body}</p>
                  <span className="sub-line">
                    {author}, <Moment at={createdAt} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </Card>
  );
}
