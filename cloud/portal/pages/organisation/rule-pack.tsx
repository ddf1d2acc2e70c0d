import { useState } from 'react';
import type { z } from 'zod';
import { rulePackHistorySchema, rulePackListSchema, rulePackVersionSchema } from '../../../contract/bundle.ts';
import type { rulePackSchema } from '../../../contract/bundle.ts';
import { okSchema } from '../../../contract/common.ts';
import { api } from '../../api.ts';
import { Link, navigate } from '../../app/router.tsx';
import { say } from '../../app/status.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { DialogButton } from '../../components/dialog.tsx';
import { TextArea, TextField } from '../../components/field.tsx';
import { Form, valueOf } from '../../components/form.tsx';
import { formatTime } from '../../components/format.ts';
import { Notice } from '../../components/notice.tsx';
import { Await, Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Table } from '../../components/table.tsx';
import { useAction } from '../../components/use-action.ts';
import { useLoad } from '../../components/use-load.ts';
import { parseRules, rulesText } from './rules-text.ts';
import { isManager, useTenant } from './use-tenant.ts';

type Pack = z.output<typeof rulePackSchema>;

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
    <Await from={loaded}>
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
                  navigate(`/organisation/${tenantId}/rule-packs`);
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
          {pack !== null && managing && <Draft base={base} pack={pack} onChanged={loaded.reload} />}
          <Card title="Published versions">
            <Table
              label="Published versions"
              empty="None yet: desktops do not have this pack."
              rows={versions}
              keyOf={({ version }) => String(version)}
              columns={[
                { head: 'Version', cell: ({ version }) => <span className="main-line">{version}</span> },
                { head: 'Published', cell: ({ publishedAt }) => formatTime(publishedAt) },
                { head: 'Fingerprint', cell: ({ contentHash }) => <code>{contentHash.slice(0, 12)}</code> },
                {
                  head: 'Rules',
                  cell: ({ rules }) => (
                    <details className="folded">
                      <summary>
                        {rules.length} {rules.length === 1 ? 'rule' : 'rules'}
                      </summary>
                      <pre>{rulesText(rules)}</pre>
                    </details>
                  ),
                },
              ]}
            />
          </Card>
        </Page>
      )}
    </Await>
  );
}

function Draft({ base, pack, onChanged }: { base: string; pack: Pack; onChanged: () => void }) {
  const [mistakes, setMistakes] = useState<readonly string[]>([]);
  const [dirty, setDirty] = useState(false);
  const publish = useAction(async () => {
    const { version } = await api.post(`${base}/${pack.id}/publish`, rulePackVersionSchema);
    say(`Version ${version} is published.`);
    onChanged();
  });
  return (
    <Card title="Draft" lead="The rules in the engine’s own words; desktops receive them when they are published.">
      {publish.error !== null && <ProblemNotice error={publish.error} />}
      <Form
        submit="Save the draft"
        onSubmit={async (values) => {
          const parsed = parseRules(valueOf(values, 'rules'));
          setMistakes('mistakes' in parsed ? parsed.mistakes : []);
          if ('mistakes' in parsed) return;
          await api.put(`${base}/${pack.id}`, okSchema, { name: valueOf(values, 'name'), rules: parsed.rules });
          setDirty(false);
          say('The draft is saved.');
          onChanged();
        }}
        aside={
          <Button busy={publish.busy || dirty} onClick={() => publish.run()} title={dirty ? 'Save the draft first' : undefined}>
            Publish
          </Button>
        }
      >
        <TextField name="name" label="Name" required maxLength={80} defaultValue={pack.name} onInput={() => setDirty(true)} />
        <TextArea
          name="rules"
          label="Rules (JSON)"
          look="source"
          required
          spellCheck={false}
          autoCapitalize="off"
          defaultValue={rulesText(pack.draft)}
          onInput={() => setDirty(true)}
          hint="Each rule: id, kind, severity (critical, major, advisory), enabled, shadow, priority, parameters."
        />
        {mistakes.length > 0 && (
          <Notice kind="problem" title="The rules cannot be saved">
            <ul>
              {mistakes.map((mistake) => (
                <li key={mistake}>{mistake}</li>
              ))}
            </ul>
          </Notice>
        )}
      </Form>
    </Card>
  );
}
