import { useState } from 'react';
import type { z } from 'zod';
import { purgeReceiptSchema, tenantExportSchema } from '../../../contract/tenant.ts';
import { api } from '../../api.ts';
import { Link } from '../../app/router.tsx';
import { useSession } from '../../app/session.tsx';
import { say } from '../../app/status.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { DialogButton } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { valueOf } from '../../components/form.tsx';
import { formatTime } from '../../components/format.ts';
import { Notice } from '../../components/notice.tsx';
import { AwaitPage, Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { saveFile } from '../../components/save-file.ts';
import { useAction } from '../../components/use-action.ts';
import { useTenant } from './use-tenant.ts';

type Receipt = z.output<typeof purgeReceiptSchema>;

/** Everything the service holds about the organisation: to take along, and to have deleted. */
export function DataPage({ tenantId }: { tenantId: string }) {
  const base = `/api/tenants/${tenantId}`;
  const loaded = useTenant(tenantId);
  const { refresh } = useSession();
  const [digest, setDigest] = useState<string | null>(null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const take = useAction(async () => {
    const exported = await api.post(`${base}/export`, tenantExportSchema);
    saveFile('holdfast-organisation.json', 'application/json', JSON.stringify(exported, null, 2));
    setDigest(exported.digest);
    say('The export is saved.');
  });
  if (receipt !== null) {
    return (
      <Page title="Deleted">
        <Notice kind="clear" title="The organisation is deleted">
          {Object.values(receipt.rows).reduce((sum, count) => sum + count, 0)} rows were removed on {formatTime(receipt.purgedAt)}. Receipt{' '}
          <code>{receipt.receiptId}</code>.
        </Notice>
        <div className="form-actions">
          <Button kind="primary" onClick={() => saveFile('holdfast-receipt.json', 'application/json', JSON.stringify(receipt, null, 2))}>
            Save the signed receipt
          </Button>
          <Link className="button secondary" href="/">
            To the start
          </Link>
        </div>
      </Page>
    );
  }
  return (
    <AwaitPage title="Data" from={loaded}>
      {({ name, role }) => {
        if (role !== 'owner') {
          return (
            <Page title="Data">
              <Notice title="Owners of the organisation export and delete its data" />
            </Page>
          );
        }
        return (
          <Page title="Data" lead="What the service holds about the organisation. Journals are not among it: they never leave the traders’ machines.">
            <Card title="Take it along" lead="One JSON file with all of it.">
              {take.error !== null && <ProblemNotice error={take.error} />}
              <div>
                <Button kind="primary" busy={take.busy} onClick={() => take.run()}>
                  Export
                </Button>
              </div>
            </Card>
            <Card title="Delete the organisation" lead="For good, with seats, devices, rule packs and log. You get a signed receipt.">
              {digest === null ? (
                <Notice title="Export first">Deleting needs an export of the present state, so that nothing is lost by mistake.</Notice>
              ) : (
                <div>
                  <DialogButton
                    label="Delete"
                    look={{ kind: 'danger' }}
                    title={`Delete ${name} for good?`}
                    submit="Delete for good"
                    danger
                    onSubmit={async (values) => {
                      const deleted = await api.post(`${base}/delete`, purgeReceiptSchema, { name: valueOf(values, 'name'), exportDigest: digest });
                      setReceipt(deleted);
                      await refresh();
                    }}
                  >
                    <p className="soft">Licences end at the next check. Journals stay with the traders.</p>
                    <TextField name="name" label={`Type the name: ${name}`} required autoComplete="off" />
                  </DialogButton>
                </div>
              )}
            </Card>
          </Page>
        );
      }}
    </AwaitPage>
  );
}
