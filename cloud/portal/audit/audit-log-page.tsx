import { useId, useState } from 'react';
import { auditPageSchema } from '../../contract/common.ts';
import { api, withQuery } from '../api.ts';
import { say } from '../app/status.tsx';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { TextField } from '../components/field.tsx';
import { Form, valueOf } from '../components/form.tsx';
import { zone } from '../components/format.ts';
import { MailAddress } from '../components/mail-address.tsx';
import { Moment } from '../components/moment.tsx';
import { MorePages } from '../components/more-pages.tsx';
import { Await, Page } from '../components/page.tsx';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { Table } from '../components/table.tsx';
import { useAction } from '../components/use-action.ts';
import { usePages } from '../components/use-pages.ts';
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

/** Fingerprints in a text cut to what tells them apart; the export has all of them. */
function shorten(text: string): string {
  return text.replaceAll(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, '$1…');
}

/**
 * A page of who did what, when and from where.
 * @param base the address of the log
 * @param exportable whether the reader may have all of it as a file
 */
export function AuditLogPage({ title, base, exportable }: { title: string; base: string; exportable: boolean }) {
  const [filter, setFilter] = useState(nothing);
  // Offered in the filter: nobody knows the names of all actions by heart.
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const actionsId = useId();
  const list = usePages(JSON.stringify(filter), async (after) => {
    const page = await api.get(withQuery(base, { ...queryOf(filter), after }), auditPageSchema);
    setSeen((before) => new Set([...before, ...page.entries.map(({ action }) => action)]));
    return page;
  });
  const exported = useAction(async () => {
    const { entries, next } = await api.get(withQuery(`${base}/export`, queryOf(filter)), auditPageSchema);
    saveFile('audit.csv', 'text/csv', auditCsv(entries));
    const count = entries.length.toLocaleString();
    say(next === null ? `${count} entries are exported.` : `The newest ${count} entries are exported. Export the older ones by their dates.`);
  });
  return (
    <Page
      title={title}
      lead={`Entries are only ever added. Days and times are those of ${zone}.`}
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
          inline
          aside={
            <Button type="reset" kind="ghost" onClick={() => setFilter(nothing)}>
              Show all
            </Button>
          }
          onSubmit={async (values) => {
            setFilter({ action: valueOf(values, 'action'), actor: valueOf(values, 'actor'), from: valueOf(values, 'from'), to: valueOf(values, 'to') });
          }}
        >
          <TextField name="action" label="Action" maxLength={60} placeholder="seat.removed" list={actionsId} autoComplete="off" />
          <TextField name="actor" label="Who" maxLength={254} placeholder="name@example.com" />
          <TextField name="from" label="From" type="date" />
          <TextField name="to" label="To" type="date" />
          <datalist id={actionsId}>
            {[...seen].toSorted().map((action) => (
              <option key={action}>{action}</option>
            ))}
          </datalist>
        </Form>
      </Card>
      <Card title="Entries">
        <Await from={list}>
          {(pages) => (
            <>
              <Table
                label="Audit log"
                empty="Nothing matches."
                rows={pages.flatMap(({ entries }) => entries)}
                keyOf={({ id }) => id}
                columns={[
                  { head: 'When', cell: ({ at }) => <Moment at={at} /> },
                  { head: 'Who', cell: ({ actor, address }) => (
                    <>
                      <MailAddress>{actor}</MailAddress>
                      {address !== null && <span className="sub-line">{address}</span>}
                    </>
                  ) },
                  { head: 'Action', cell: ({ action }) => <code>{action}</code> },
                  { head: 'What', cell: ({ target, detail }) => (
                    <>
                      <span className="breakable">{target}</span>
                      <span className="sub-line">{shorten(detailText(detail))}</span>
                    </>
                  ) },
                ]}
              />
              <MorePages list={list} label="Show older ones" />
            </>
          )}
        </Await>
      </Card>
    </Page>
  );
}
