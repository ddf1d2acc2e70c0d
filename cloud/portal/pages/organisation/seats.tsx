import type { z } from 'zod';
import { okSchema, roleSchema } from '../../../contract/common.ts';
import { seatListSchema } from '../../../contract/tenant.ts';
import type { seatSchema } from '../../../contract/tenant.ts';
import { api, withQuery } from '../../api.ts';
import { useMe, useSession } from '../../app/session.tsx';
import { say } from '../../app/status.tsx';
import { Card } from '../../components/card.tsx';
import { DialogButton } from '../../components/dialog.tsx';
import { SelectField } from '../../components/field.tsx';
import { valueOf } from '../../components/form.tsx';
import { roleNames } from '../../components/format.ts';
import { MailAddress } from '../../components/mail-address.tsx';
import { Moment } from '../../components/moment.tsx';
import { MorePages } from '../../components/more-pages.tsx';
import { Await, AwaitPage, Page } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';
import { Invitations } from './invitations.tsx';
import { grantableRoles } from './roles.ts';
import { isManager, useTenant } from './use-tenant.ts';
import type { Tenant } from './use-tenant.ts';

type Seat = z.output<typeof seatSchema>;

/** Who belongs to the organisation, and who is invited. */
export function SeatsPage({ tenantId }: { tenantId: string }) {
  const tenant = useTenant(tenantId);
  return (
    <AwaitPage title="Seats" from={tenant}>
      {(data) => (
        <Page title="Seats" lead={`${data.seatsUsed} of ${data.seatLimit} taken${data.seatsInvited > 0 ? `, ${data.seatsInvited} invited` : ''}.`}>
          <Invitations tenant={data} onChanged={tenant.reload} />
          <Seats tenant={data} onChanged={tenant.reload} />
        </Page>
      )}
    </AwaitPage>
  );
}

function Seats({ tenant, onChanged }: { tenant: Tenant; onChanged: () => void }) {
  const { userId: own } = useMe();
  const { refresh } = useSession();
  const base = `/api/tenants/${tenant.tenantId}/seats`;
  const list = usePages(base, (after) => api.get(withQuery(base, { after }), seatListSchema));
  const changed = async (seat: Seat, text: string): Promise<void> => {
    say(text);
    if (seat.userId === own) await refresh();
    list.reload();
    onChanged();
  };
  const mayManage = (seat: Seat): boolean => isManager(tenant) && (tenant.role === 'owner' || seat.role !== 'owner');
  return (
    <Card title="Members">
      <Await from={list}>
        {(pages) => (
          <>
            <Table
              label="Members"
              empty="Nobody yet."
              rows={pages.flatMap(({ seats }) => seats)}
              keyOf={({ userId }) => userId}
              columns={[
                {
                  head: 'Person',
                  cell: ({ name, email, userId }) => (
                    <span className="main-line">
                      {name} {userId === own && <span className="tag">You</span>}
                      <span className="sub-line">
                        <MailAddress>{email}</MailAddress>
                      </span>
                    </span>
                  ),
                },
                { head: 'Role', cell: ({ role }) => roleNames[role] },
                { head: 'Devices', cell: ({ devices }) => devices },
                { head: 'Joined', cell: ({ joinedAt }) => <Moment at={joinedAt} day /> },
                {
                  head: '',
                  cell: (seat) =>
                    mayManage(seat) && (
                      <>
                        <DialogButton
                          label="Role"
                          look={{ small: true, 'aria-label': `Change the role of ${seat.email}` }}
                          title={`Role of ${seat.name}`}
                          submit="Change"
                          onSubmit={async (values) => {
                            const role = roleSchema.parse(valueOf(values, 'role'));
                            await api.put(`${base}/${seat.userId}/role`, okSchema, { role });
                            await changed(seat, `${seat.name} is ${roleNames[role]} now.`);
                          }}
                        >
                          <SelectField name="role" label="Role" defaultValue={seat.role} options={grantableRoles(tenant)} />
                        </DialogButton>
                        <DialogButton
                          label="Remove"
                          look={{ small: true, kind: 'danger', 'aria-label': `Remove ${seat.email}` }}
                          title={`Remove ${seat.name}?`}
                          submit="Remove the seat"
                          danger
                          onSubmit={async () => {
                            await api.delete(`${base}/${seat.userId}`, okSchema);
                            await changed(seat, `${seat.name} has no seat any more.`);
                          }}
                        >
                          <p className="soft">The licence ends at the next check of each device. The journal stays on the trader’s machine, with its export and its backups.</p>
                        </DialogButton>
                      </>
                    ),
                },
              ]}
            />
            <MorePages list={list} />
          </>
        )}
      </Await>
    </Card>
  );
}
