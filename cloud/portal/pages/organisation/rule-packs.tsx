import { z } from 'zod';
import { TEMPLATES } from '../../../../main/engine/templates.ts';
import { rulePackListSchema } from '../../../contract/bundle.ts';
import { idSchema } from '../../../contract/common.ts';
import { api } from '../../api.ts';
import { Link, navigate } from '../../app/router.tsx';
import { Card } from '../../components/card.tsx';
import { DialogButton } from '../../components/dialog.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { valueOf } from '../../components/form.tsx';
import { Moment } from '../../components/moment.tsx';
import { Await, Page } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { useLoad } from '../../components/use-load.ts';
import { fromTemplate } from '../../rules/pack-draft.ts';
import { isManager, useTenant } from './use-tenant.ts';

/** What a new pack may start with: the rule sets the desktop ships, or a single rule, since a pack holds at least one. */
const STARTS = {
  founder: { label: TEMPLATES.founder.name, rules: fromTemplate(TEMPLATES.founder.content.rules) },
  conservative: { label: TEMPLATES.conservative.name, rules: fromTemplate(TEMPLATES.conservative.content.rules) },
  one: { label: 'One rule, a ticket cap', rules: fromTemplate(TEMPLATES.founder.content.rules).filter(({ kind }) => kind === 'ticket-cap') },
} as const;
const startSchema = z.enum(['founder', 'conservative', 'one']);

/** Rule sets every desktop of the organisation receives; a trader may only tighten them. */
export function RulePacksPage({ tenantId }: { tenantId: string }) {
  const base = `/api/tenants/${tenantId}/rule-packs`;
  const tenant = useTenant(tenantId);
  const list = useLoad(base, () => api.get(base, rulePackListSchema));
  return (
    <Page
      title="Rule packs"
      lead="Rules that every desktop of the organisation receives. A trader may tighten them, never loosen them."
      actions={
        tenant.data !== null &&
        isManager(tenant.data) && (
          <DialogButton
            label="New pack"
            look={{ kind: 'primary' }}
            title="New rule pack"
            submit="Create the draft"
            onSubmit={async (values) => {
              const { id } = await api.post(base, z.object({ id: idSchema }), { name: valueOf(values, 'name'), rules: STARTS[startSchema.parse(values['start'])].rules });
              navigate(`/organisation/${tenantId}/rule-packs/${id}`);
            }}
          >
            <TextField name="name" label="Name" required maxLength={80} autoFocus />
            <SelectField name="start" label="Start with" options={Object.entries(STARTS).map(([start, { label }]) => [start, label] as const)} defaultValue="one" />
          </DialogButton>
        )
      }
    >
      <Card title="Packs">
        <Await from={list}>
          {({ packs }) => (
            <Table
              label="Rule packs"
              empty="There are none yet."
              rows={packs}
              keyOf={({ id }) => id}
              columns={[
                { head: 'Name', cell: ({ id, name }) => <Link href={`/organisation/${tenantId}/rule-packs/${id}`}>{name}</Link> },
                { head: 'Rules', cell: ({ draft }) => draft.length },
                {
                  head: 'Published',
                  cell: ({ publishedVersion }) =>
                    publishedVersion === null ? <span className="tag caution">Draft only</span> : <span className="tag clear">Version {publishedVersion}</span>,
                },
                { head: 'Changed', cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
              ]}
            />
          )}
        </Await>
      </Card>
    </Page>
  );
}
