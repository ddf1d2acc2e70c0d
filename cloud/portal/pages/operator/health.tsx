import { rotatedKeySchema, systemHealthSchema } from '../../../contract/operator.ts';
import { api } from '../../api.ts';
import { say } from '../../app/status.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { DialogButton } from '../../components/dialog.tsx';
import { SelectField } from '../../components/field.tsx';
import { valueOf } from '../../components/form.tsx';
import { formatSize } from '../../components/format.ts';
import { Moment } from '../../components/moment.tsx';
import { Await, Page } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { useLoad } from '../../components/use-load.ts';

/** How the service is. */
export function OperatorHealthPage() {
  const health = useLoad('health', () => api.get('/api/operator/health', systemHealthSchema));
  return (
    <Page title="Health" actions={<Button onClick={health.reload}>Look again</Button>}>
      <Await from={health}>
        {({ version, startedAt, database, counts, mail, signingKeys, jobs }) => (
          <>
            <Card title="Service">
              <dl className="facts">
                {(
                  [
                    ['Version', version],
                    ['Running since', <Moment key="started" at={startedAt} />],
                    ['PostgreSQL', database.version],
                    ['Database', formatSize(database.bytes)],
                    ['Migration', database.migration],
                    ['Organisations', counts.tenants],
                    ['Seats', counts.seats],
                    ['Devices', counts.devices],
                    ['Mail waiting', mail.waiting],
                    ['Mail failed', mail.failed],
                  ] as const
                ).map(([name, value]) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
            </Card>
            <Card title="Jobs" lead="The last run of each.">
              <Table
                label="Jobs"
                empty="None has run yet."
                rows={jobs}
                keyOf={({ job }) => job}
                columns={[
                  { head: 'Job', cell: ({ job }) => <span className="main-line">{job}</span> },
                  { head: 'Started', cell: ({ startedAt: at }) => <Moment at={at} /> },
                  { head: 'Finished', cell: ({ finishedAt }) => (finishedAt === null ? 'under way' : <Moment at={finishedAt} />) },
                  {
                    head: 'Result',
                    cell: ({ ok }) => (ok === null ? '' : ok ? <span className="tag clear">Well</span> : <span className="tag block">Failed</span>),
                  },
                ]}
              />
            </Card>
            <Card
              title="Signing keys"
              lead="Licences, bundles and receipts are signed with the newest."
              actions={
                <DialogButton
                  label="Rotate"
                  look={{ small: true, 'aria-label': 'Rotate the signing key' }}
                  title="Make a new signing key?"
                  submit="Rotate"
                  danger
                  onSubmit={async (values) => {
                    const { kid } = await api.post('/api/operator/keys/rotate', rotatedKeySchema, { compromised: valueOf(values, 'reason') === 'compromised' });
                    say(`Signed with ${kid.slice(0, 8)}… from now on.`);
                    health.reload();
                  }}
                >
                  <SelectField
                    name="reason"
                    label="Why"
                    defaultValue="planned"
                    options={[
                      ['planned', 'Planned: desktops follow, the old keys end later'],
                      ['compromised', 'A key leaked: the old keys stop at once'],
                    ]}
                    hint="After a leak every desktop has to sign in again."
                  />
                </DialogButton>
              }
            >
              <Table
                label="Signing keys"
                empty="None."
                rows={signingKeys}
                keyOf={({ kid }) => kid}
                columns={[
                  { head: 'Key', cell: ({ kid }) => <code>{kid}</code> },
                  { head: 'Active from', cell: ({ activeFrom }) => <Moment at={activeFrom} /> },
                  { head: 'Retired', cell: ({ retiredAt }) => (retiredAt === null ? 'in use' : <Moment at={retiredAt} />) },
                ]}
              />
            </Card>
          </>
        )}
      </Await>
    </Page>
  );
}
