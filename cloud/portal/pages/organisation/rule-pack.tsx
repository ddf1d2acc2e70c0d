import { rulePackHistorySchema, rulePackListSchema, rulePackVersionSchema } from '../../../contract/bundle.ts';
import { okSchema } from '../../../contract/common.ts';
import { api } from '../../api.ts';
import { Link, navigate } from '../../app/router.tsx';
import { say } from '../../app/status.tsx';
import { Card } from '../../components/card.tsx';
import { DialogButton } from '../../components/dialog.tsx';
import { Moment } from '../../components/moment.tsx';
import { Notice } from '../../components/notice.tsx';
import { AwaitPage, Page } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { useLoad } from '../../components/use-load.ts';
import { ChangeList } from '../../rules/change-list.tsx';
import { changesOf } from '../../rules/pack-draft.ts';
import { PackEditor } from '../../rules/pack-editor.tsx';
import { RuleLines } from '../../rules/rule-lines.tsx';
import { isManager, useTenant } from './use-tenant.ts';

/** One pack: its draft, and the versions that were published. */
export function RulePackPage({ tenantId, packId }: { tenantId: string; packId: string }) {
  const base = `/api/tenants/${tenantId}/rule-packs`;
  const tenant = useTenant(tenantId);
  const loaded = useLoad(packId, async () => {
    const [{ packs }, { versions }] = await Promise.all([
      api.get(base, rulePackListSchema),
      api.get(`${base}/${packId}/versions`, rulePackHistorySchema),
    ]);
    return { pack: packs.find(({ id }) => id === packId) ?? null, versions };
  });
  const managing = tenant.data !== null && isManager(tenant.data);
  return (
    <AwaitPage title="Rule pack" from={loaded}>
      {({ pack, versions }) => (
        <Page
          title={pack?.name ?? versions[0]?.name ?? 'Rule pack'}
          lead={<Link href={`/organisation/${tenantId}/rule-packs`}>All rule packs</Link>}
          actions={
            managing &&
            pack !== null && (
              <DialogButton
                label="Remove"
                look={{ kind: 'danger' }}
                title={`Remove ${pack.name}?`}
                submit="Remove"
                danger
                onSubmit={async () => {
                  await api.delete(`${base}/${packId}`, okSchema);
                  say(`${pack.name} is removed.`);
                  navigate(`/organisation/${tenantId}/rule-packs`, { ask: false });
                }}
              >
                <p className="soft">Desktops drop these rules at their next check. The published versions stay in the record.</p>
              </DialogButton>
            )
          }
        >
          {pack === null && (
            <Notice kind="caution" title="This pack was removed">
              Its versions are kept as a record.
            </Notice>
          )}
          {pack !== null && managing && (
            <PackEditor
              name={pack.name}
              rules={pack.draft}
              published={versions[0] ?? null}
              onSave={async (name, rules) => {
                await api.put(`${base}/${pack.id}`, okSchema, { name, rules });
                say('The draft is saved.');
                loaded.reload();
              }}
              onPublish={async () => {
                const { version } = await api.post(`${base}/${pack.id}/publish`, rulePackVersionSchema);
                say(`Version ${version} is published.`);
                loaded.reload();
              }}
            />
          )}
          <Card title="Published versions">
            <Table
              label="Published versions"
              empty="None yet: desktops do not have this pack."
              rows={versions}
              keyOf={({ version }) => String(version)}
              columns={[
                { head: 'Version', cell: ({ version }) => <span className="main-line">{version}</span> },
                { head: 'Published', cell: ({ publishedAt }) => <Moment at={publishedAt} /> },
                { head: 'Fingerprint', cell: ({ contentHash }) => <code>{contentHash.slice(0, 12)}</code> },
                {
                  head: 'Rules',
                  cell: ({ version, rules }) => (
                    <details className="folded" open={!managing && version === versions[0]?.version}>
                      <summary>
                        {rules.length} {rules.length === 1 ? 'rule' : 'rules'}
                      </summary>
                      <RuleLines rules={rules} label={`Rules of version ${version}`} />
                    </details>
                  ),
                },
                {
                  head: 'What changed',
                  cell: ({ version, rules }) => {
                    const before = versions.find((other) => other.version === version - 1);
                    if (before === undefined) return <span className="soft">{version === 1 ? 'The first version' : ''}</span>;
                    const changes = changesOf(before.rules, rules);
                    if (changes.length === 0) return <span className="soft">Only the name</span>;
                    return (
                      <details className="folded">
                        <summary>
                          {changes.length} {changes.length === 1 ? 'change' : 'changes'}
                        </summary>
                        <ChangeList changes={changes} label={`What version ${version} changed`} />
                      </details>
                    );
                  },
                },
              ]}
            />
          </Card>
        </Page>
      )}
    </AwaitPage>
  );
}
