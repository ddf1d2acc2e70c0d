import { changePasswordSchema } from '../../../contract/account.ts';
import { okSchema } from '../../../contract/common.ts';
import { api } from '../../api.ts';
import { useMe, useSession } from '../../app/session.tsx';
import { say } from '../../app/status.tsx';
import { Card } from '../../components/card.tsx';
import { PasswordField } from '../../components/field.tsx';
import { Form, valueOf } from '../../components/form.tsx';
import { roleNames } from '../../components/format.ts';
import { Page } from '../../components/page.tsx';
import { TwoFactor } from './two-factor.tsx';

export function AccountPage() {
  const me = useMe();
  const { refresh } = useSession();
  return (
    <Page title="Account">
      <Card title="You">
        <dl className="facts">
          <div>
            <dt>Name</dt>
            <dd>{me.name}</dd>
          </div>
          <div>
            <dt>E-mail address</dt>
            <dd>{me.email}</dd>
          </div>
          {me.memberships.map(({ tenantId, name, role }) => (
            <div key={tenantId}>
              <dt>{name}</dt>
              <dd>{roleNames[role]}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <TwoFactor on={me.twoFactor} onChanged={refresh} />
      <Card title="Password" lead="A change ends all your other sessions.">
        <Form
          submit="Change the password"
          clears
          onSubmit={async (values) => {
            const body = changePasswordSchema.parse({ current: valueOf(values, 'current'), password: valueOf(values, 'password') });
            await api.post('/api/auth/password', okSchema, body);
            say('The password is changed.');
          }}
        >
          <input type="hidden" name="username" autoComplete="username" value={me.email} />
          <PasswordField name="current" label="Present password" />
          <PasswordField isNew label="New password" />
        </Form>
      </Card>
    </Page>
  );
}
