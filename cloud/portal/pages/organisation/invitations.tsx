import { useState } from 'react';
import { z } from 'zod';
import { idSchema, okSchema } from '../../../contract/common.ts';
import { invitationListSchema, inviteCsvResultSchema } from '../../../contract/tenant.ts';
import { api } from '../../api.ts';
import { say } from '../../app/status.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { DialogButton } from '../../components/dialog.tsx';
import { SelectField, TextArea, TextField } from '../../components/field.tsx';
import { Form, valueOf } from '../../components/form.tsx';
import { roleNames } from '../../components/format.ts';
import { MailAddress } from '../../components/mail-address.tsx';
import { Moment } from '../../components/moment.tsx';
import { Notice } from '../../components/notice.tsx';
import { Await } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Table } from '../../components/table.tsx';
import { useAction } from '../../components/use-action.ts';
import { useLoad } from '../../components/use-load.ts';
import { grantableRoles } from './roles.ts';
import { isManager } from './use-tenant.ts';
import type { Tenant } from './use-tenant.ts';

type CsvResult = z.output<typeof inviteCsvResultSchema>;

/** The list as text; a file fills it, so that what is sent is what is seen. */
function AddressList() {
  const [csv, setCsv] = useState('');
  return (
    <>
      <TextField
        label="From a CSV file"
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        onChange={(event) => {
          void event.currentTarget.files?.[0]?.text().then(setCsv);
        }}
      />
      <TextArea
        name="csv"
        label="Addresses"
        required
        rows={8}
        spellCheck={false}
        hint="An address a line; a second column may name the role: seat, support, admin or owner."
        value={csv}
        onChange={(event) => setCsv(event.currentTarget.value)}
      />
    </>
  );
}

/** Inviting, one address or a list, and the invitations that wait for an answer. */
export function Invitations({ tenant, onChanged }: { tenant: Tenant; onChanged: () => void }) {
  const base = `/api/tenants/${tenant.tenantId}/invitations`;
  const list = useLoad(base, () => api.get(base, invitationListSchema));
  const [csv, setCsv] = useState<CsvResult | null>(null);
  const managing = isManager(tenant);
  const changed = (text: string): void => {
    say(text);
    list.reload();
    onChanged();
  };
  const resend = useAction(async (id: string, email: string) => {
    await api.post(`${base}/${id}/resend`, okSchema);
    changed(`Sent to ${email} again, with a new link.`);
  });
  const roles = grantableRoles(tenant);
  return (
    <>
      {managing && (
        <Card
          title="Invite"
          lead="They get a link by mail. An open invitation keeps its seat."
          actions={
            <DialogButton
              label="Invite a list"
              look={{ small: true }}
              title="Invite a list of addresses"
              submit="Invite all"
              onSubmit={async (values) => {
                const result = await api.post(`${base}/csv`, inviteCsvResultSchema, { csv: valueOf(values, 'csv'), role: valueOf(values, 'role') });
                setCsv(result);
                changed(`${result.invited.length} invited.`);
              }}
            >
              <AddressList />
              <SelectField name="role" label="Role where the line names none" options={roles} />
            </DialogButton>
          }
        >
          <Form
            submit="Invite"
            clears
            inline
            onSubmit={async (values) => {
              const email = valueOf(values, 'email');
              await api.post(base, z.object({ id: idSchema }), { email, role: valueOf(values, 'role') });
              changed(`${email} is invited.`);
            }}
          >
            <TextField name="email" label="E-mail address" type="email" required maxLength={254} autoComplete="off" />
            <SelectField name="role" label="Role" options={roles} />
          </Form>
          {csv !== null && csv.refused.length > 0 && (
            <Notice kind="caution" title={`${csv.refused.length} of the list not invited`}>
              <ul>
                {csv.refused.map(({ line, value, reason }) => (
                  <li key={line}>
                    Line {line}, {value === '' ? 'empty' : value}: {reason}
                  </li>
                ))}
              </ul>
            </Notice>
          )}
        </Card>
      )}
      <Card title="Open invitations">
        {resend.error !== null && <ProblemNotice error={resend.error} />}
        <Await from={list}>
          {({ invitations }) => (
            <Table
              label="Open invitations"
              empty="None are open."
              rows={invitations}
              keyOf={({ id }) => id}
              columns={[
                { head: 'Address', cell: ({ email }) => (
                    <span className="main-line">
                      <MailAddress>{email}</MailAddress>
                    </span>
                  ) },
                { head: 'Role', cell: ({ role }) => roleNames[role] },
                {
                  head: 'Until',
                  cell: ({ expiresAt, expired }) => (expired ? <span className="tag caution">Expired</span> : <Moment at={expiresAt} day />),
                },
                { head: 'Sent', cell: ({ timesSent }) => (timesSent === 1 ? 'once' : `${timesSent} times`) },
                {
                  head: '',
                  cell: ({ id, email, role }) =>
                    managing &&
                    (tenant.role === 'owner' || role !== 'owner') && (
                      <>
                        <Button small busy={resend.busy} aria-label={`Send again to ${email}`} onClick={() => resend.run(id, email)}>
                          Send again
                        </Button>
                        <DialogButton
                          label="Revoke"
                          look={{ small: true, kind: 'danger', 'aria-label': `Revoke the invitation of ${email}` }}
                          title={`Revoke the invitation of ${email}?`}
                          submit="Revoke"
                          danger
                          onSubmit={async () => {
                            await api.delete(`${base}/${id}`, okSchema);
                            changed(`The invitation of ${email} is revoked.`);
                          }}
                        >
                          <p className="soft">Its link stops working at once.</p>
                        </DialogButton>
                      </>
                    ),
                },
              ]}
            />
          )}
        </Await>
      </Card>
    </>
  );
}
