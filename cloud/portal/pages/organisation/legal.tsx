import { legalConsentListSchema, legalListSchema } from '../../../contract/bundle.ts';
import { okSchema } from '../../../contract/common.ts';
import { api } from '../../api.ts';
import { say } from '../../app/status.tsx';
import { Card } from '../../components/card.tsx';
import { DialogButton } from '../../components/dialog.tsx';
import { formatDate, formatDayOf } from '../../components/format.ts';
import { MailAddress } from '../../components/mail-address.tsx';
import { Moment } from '../../components/moment.tsx';
import { Await, Page } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { useLoad } from '../../components/use-load.ts';
import { useTenant } from './use-tenant.ts';

/** The documents that hold for an organisation, and who has accepted which version. */
export function LegalPage({ tenantId }: { tenantId: string }) {
  const base = `/api/tenants/${tenantId}/legal`;
  const tenant = useTenant(tenantId);
  const list = useLoad(base, () => api.get(base, legalListSchema));
  const role = tenant.data?.role ?? null;
  const staff = tenant.data !== null && role !== 'seat';
  return (
    <Page title="Legal" lead="Documents of the service. The version you accept is kept with the time.">
      <Card title="Documents">
        <Await from={list}>
          {({ documents }) => (
            <Table
              label="Documents"
              empty="None are published."
              rows={documents}
              keyOf={({ kind }) => kind}
              columns={[
                {
                  head: 'Document',
                  cell: ({ title, url, contentHash }) => (
                    <>
                      <a href={url} target="_blank" rel="noreferrer">
                        {title}
                      </a>
                      <span className="sub-line">
                        Fingerprint <code>{contentHash.slice(0, 12)}</code>
                      </span>
                    </>
                  ),
                },
                { head: 'Version', cell: ({ version }) => version },
                { head: 'Holds from', cell: ({ effectiveAt }) => formatDayOf(effectiveAt) },
                {
                  head: 'You',
                  cell: ({ kind, version, title, url, acceptedAt }) =>
                    acceptedAt !== null ? (
                      <span className="tag clear">Accepted {formatDate(acceptedAt)}</span>
                    ) : role === null ? (
                      ''
                    ) : (
                      <DialogButton
                        label="Accept"
                        look={{ small: true, kind: 'primary', 'aria-label': `Accept ${title}, version ${version}` }}
                        title={`Accept ${title}?`}
                        submit="I accept"
                        onSubmit={async () => {
                          await api.post(`${base}/accept`, okSchema, { kind, version });
                          say(`${title}, version ${version}, is accepted.`);
                          list.reload();
                        }}
                      >
                        <p>
                          Read it first:{' '}
                          <a href={url} target="_blank" rel="noreferrer">
                            {title}, version {version}
                          </a>
                        </p>
                      </DialogButton>
                    ),
                },
              ]}
            />
          )}
        </Await>
      </Card>
      {staff && <Consents base={base} />}
    </Page>
  );
}

function Consents({ base }: { base: string }) {
  const consents = useLoad(`${base}/consents`, () => api.get(`${base}/consents?limit=200`, legalConsentListSchema));
  return (
    <Card title="Accepted in this organisation" lead="The newest 200.">
      <Await from={consents}>
        {({ consents: rows }) => (
          <Table
            label="Accepted documents"
            empty="Nobody has accepted one yet."
            rows={rows}
            keyOf={({ userId, kind, version }) => `${userId} ${kind} ${version}`}
            columns={[
              { head: 'Person', cell: ({ email }) => <MailAddress>{email}</MailAddress> },
              { head: 'Document', cell: ({ kind, version }) => `${kind}, version ${version}` },
              { head: 'When', cell: ({ acceptedAt }) => <Moment at={acceptedAt} /> },
              { head: 'Where', cell: ({ device }) => device ?? 'Portal' },
            ]}
          />
        )}
      </Await>
    </Card>
  );
}
