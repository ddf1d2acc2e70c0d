import { z } from 'zod';
import { publishedLegalSchema } from '../../../contract/operator.ts';
import { api } from '../../api.ts';
import { say } from '../../app/status.tsx';
import { Card } from '../../components/card.tsx';
import { TextField } from '../../components/field.tsx';
import { Form, valueOf } from '../../components/form.tsx';
import { dayInstant, formatDayOf } from '../../components/format.ts';
import { Await, Page } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { useLoad } from '../../components/use-load.ts';

const LIST = '/api/operator/legal';

/** SHA-256 of a file, hexadecimal: what was published can be told from what stands at the address later. */
async function hashOf(file: File): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Legal documents of the service: every version, and the next one. */
export function OperatorLegalPage() {
  const list = useLoad(LIST, () => api.get(LIST, publishedLegalSchema));
  return (
    <Page title="Legal documents" lead="Every person is asked to accept the newest version. Published versions stay as they are.">
      <Card title="Publish the next version">
        <Form
          submit="Publish"
          clears
          onSubmit={async (values, form) => {
            const file = form.get('file');
            if (!(file instanceof File)) throw new Error('The form has no file.');
            const { version } = await api.post(LIST, z.object({ version: z.number().int() }), {
              kind: valueOf(values, 'kind'),
              title: valueOf(values, 'title'),
              url: valueOf(values, 'url'),
              contentHash: await hashOf(file),
              effectiveAt: dayInstant(valueOf(values, 'effectiveAt')),
            });
            say(`${valueOf(values, 'title')}, version ${version}, is published.`);
            list.reload();
          }}
        >
          <div className="form-row">
            <TextField name="kind" label="Kind" required pattern="[a-z][a-z\-]{1,39}" title="Small letters and hyphens" hint="E.g. terms, privacy. The same kind makes the next version." />
            <TextField name="title" label="Title" required maxLength={120} />
          </div>
          <TextField name="url" label="Address" type="url" required pattern="https://.+" title="An address that begins with https://" maxLength={500} />
          <div className="form-row">
            <TextField name="file" label="The document itself" type="file" required hint="It stays here; only its fingerprint is kept." />
            <TextField name="effectiveAt" label="Holds from" type="date" required />
          </div>
        </Form>
      </Card>
      <Card title="Published">
        <Await from={list}>
          {({ documents }) => (
            <Table
              label="Published documents"
              empty="None yet."
              rows={documents}
              keyOf={({ kind, version }) => `${kind} ${version}`}
              columns={[
                {
                  head: 'Document',
                  cell: ({ title, url }) => (
                    <a href={url} target="_blank" rel="noreferrer">
                      {title}
                    </a>
                  ),
                },
                { head: 'Kind', cell: ({ kind }) => kind },
                { head: 'Version', cell: ({ version }) => version },
                { head: 'Holds from', cell: ({ effectiveAt }) => formatDayOf(effectiveAt) },
                { head: 'Fingerprint', cell: ({ contentHash }) => <code>{contentHash.slice(0, 12)}</code> },
              ]}
            />
          )}
        </Await>
      </Card>
    </Page>
  );
}
