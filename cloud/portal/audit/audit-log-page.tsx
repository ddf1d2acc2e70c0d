import { useState } from 'react';
import { auditPageSchema } from '../../contract/common.ts';
import { api, withQuery } from '../api.ts';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { TextField } from '../components/field.tsx';
import { Form, valueOf } from '../components/form.tsx';
import { formatTime } from '../components/format.ts';
import { Await, Page } from '../components/page.tsx';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { Table } from '../components/table.tsx';
import { useAction } from '../components/use-action.ts';
import { useLoad } from '../components/use-load.ts';
import { auditCsv, detailText } from './audit-csv.ts';
import { saveFile } from '../components/save-file.ts';

type Filter = Readonly<Record<'action' | 'actor' | 'from' | 'to', string>>;

const nothing: Filter = { action: '', actor: '', from: '', to: '' };

/** A local day as the instant it begins, or ends. */
function instant(day: string, end: boolean): string {
  return day === '' ? '' : new Date(`${day}T${end ? '23:59:59.999' : '00:00:00.000'}`).toISOString();
}

function queryOf({ action, actor, from, to }: Filter): Record<string, string> {
  return { action: action.trim(), actor: actor.trim(), from: instant(from, false), to: instant(to, true) };
}

/**
 * A page of who did what, when and from where.
 * @param base the address of the log
 * @param exportable whether the reader may have all of it as a file
 */
export function AuditLogPage({ title, base, exportable }: { title: string; base: string; exportable: boolean }) {
  const [filter, setFilter] = useState(nothing);
  const [pages, setPages] = useState<readonly string[]>([]);
  const list = useLoad(JSON.stringify([filter, pages]), async () => {
    const fetched = await Promise.all([null, ...pages].map((after) => api.get(withQuery(base, { ...queryOf(filter), after }), auditPageSchema)));
    return { entries: fetched.flatMap(({ entries }) => entries), next: fetched.at(-1)?.next ?? null };
  });
  const exported = useAction(async () => {
    const { entries } = await api.get(withQuery(`${base}/export`, queryOf(filter)), auditPageSchema);
    saveFile('audit.csv', 'text/csv', auditCsv(entries));
  });
  return (
    <Page
      title={title}
      lead="Entries are only ever added."
      actions={
        exportable && (
          <Button busy={exported.busy} onClick={() => exported.run()}>
            Export as CSV
          </Button>
        )
      }
    >
      {exported.error !== null && <ProblemNotice error={exported.error} />}
      <Card title="Filter">
        <Form
          submit="Show"
          onSubmit={async (values) => {
            setPages([]);
            setFilter({ action: valueOf(values, 'action'), actor: valueOf(values, 'actor'), from: valueOf(values, 'from'), to: valueOf(values, 'to') });
          }}
        >
          <div className="form-row">
            <TextField name="action" label="Action" maxLength={60} placeholder="seat.removed" />
            <TextField name="actor" label="Who" maxLength={254} placeholder="name@example.com" />
            <TextField name="from" label="From" type="date" />
            <TextField name="to" label="To" type="date" />
          </div>
        </Form>
      </Card>
      <Card title="Entries">
        <Await from={list}>
          {({ entries, next }) => (
            <>
              <Table
                label="Audit log"
                empty="Nothing matches."
                rows={entries}
                keyOf={({ id }) => id}
                columns={[
                  { head: 'When', cell: ({ at }) => formatTime(at) },
                  { head: 'Who', cell: ({ actor, address }) => (
                    <>
                      {actor}
                      {address !== null && <span className="sub-line">{address}</span>}
                    </>
                  ) },
                  { head: 'Action', cell: ({ action }) => <code>{action}</code> },
                  { head: 'What', cell: ({ target, detail }) => (
                    <>
                      {target}
                      <span className="sub-line">{detailText(detail)}</span>
                    </>
                  ) },
                ]}
              />
              {next !== null && (
                <div>
                  <Button onClick={() => setPages([...pages, next])}>Show older ones</Button>
                </div>
              )}
            </>
          )}
        </Await>
      </Card>
    </Page>
  );
}
