import { changePasswordSchema } from '../../../contract/account.ts';
import { okSchema } from '../../../contract/common.ts';
import { api } from '../../api.ts';
import { navigate } from '../../app/router.tsx';
import { useMe, useSession } from '../../app/session.tsx';
import { say } from '../../app/status.tsx';
import { Card } from '../../components/card.tsx';
import { DialogButton } from '../../components/dialog.tsx';
import { PasswordField, TextField } from '../../components/field.tsx';
import { Form, valueOf } from '../../components/form.tsx';
import { roleNames } from '../../components/format.ts';
import { Page } from '../../components/page.tsx';
import { TwoFactor } from './two-factor.tsx';

export function AccountPage() {
  const me = useMe();
  const { refresh } = useSession();
  return (
    <Page title="Account">
      <Card title="You" lead={me.email}>
        <dl className="facts">
          {me.memberships.map(({ tenantId, name, role }) => (
            <div key={tenantId}>
              <dt>{name}</dt>
              <dd>{roleNames[role]}</dd>
            </div>
          ))}
        </dl>
        <Form
          submit="Change the name"
          onSubmit={async (values) => {
            await api.put('/api/me', okSchema, { name: valueOf(values, 'name') });
            await refresh();
            say('Your name is changed.');
          }}
        >
          <TextField name="name" label="Name" required maxLength={120} autoComplete="name" defaultValue={me.name} hint="Shown to the members of your organisations." />
        </Form>
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
      <Card
        title="Delete the account"
        lead="Your seats end, and your name and address leave the member lists. Journals on your devices stay, with their exports and backups."
        actions={
          <DialogButton
            label="Delete the account"
            look={{ kind: 'danger' }}
            title="Delete your account?"
            submit="Delete for good"
            danger
            onSubmit={async (values) => {
              await api.post('/api/me/delete', okSchema, { email: valueOf(values, 'email') });
              await refresh();
              navigate('/', { replace: true });
              say('Your account is deleted.');
            }}
          >
            <p className="soft">It cannot be brought back. What you did stays in the logs of your organisations. Where you are the last owner, delete the organisation or make somebody else an owner first.</p>
            <TextField name="email" label={`Type ${me.email}`} required autoComplete="off" autoFocus />
          </DialogButton>
        }
      />
    </Page>
  );
}
