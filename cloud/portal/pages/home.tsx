import { useEffect } from 'react';
import { joinedSchema } from '../../contract/account.ts';
import { api } from '../api.ts';
import { navigate } from '../app/router.tsx';
import { useMe, useSession } from '../app/session.tsx';
import { Card } from '../components/card.tsx';
import { TextField } from '../components/field.tsx';
import { Form, valueOf } from '../components/form.tsx';
import { Page } from '../components/page.tsx';

/** The first organisation; or, for somebody without one, a way to open one. */
export function HomePage() {
  const { memberships } = useMe();
  const { refresh } = useSession();
  const [membership] = memberships;
  useEffect(() => {
    if (membership !== undefined) navigate(`/organisation/${membership.tenantId}`, { replace: true });
  }, [membership]);
  if (membership !== undefined) return null;
  return (
    <Page title="No organisation" lead="You have no seat at present. Your journal stays on your machine and stays yours.">
      <Card title="Open an organisation" lead="A trial of 14 days, without a card.">
        <Form
          submit="Open"
          onSubmit={async (values) => {
            await api.post('/api/tenants', joinedSchema, { name: valueOf(values, 'name') });
            await refresh();
          }}
        >
          <TextField name="name" label="Name of the organisation" required maxLength={80} autoComplete="organization" />
        </Form>
      </Card>
    </Page>
  );
}
