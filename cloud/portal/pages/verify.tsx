import { joinedSchema } from '../../contract/account.ts';
import { api } from '../api.ts';
import { Link, navigate, usePlace } from '../app/router.tsx';
import { useSession } from '../app/session.tsx';
import { PasswordField } from '../components/field.tsx';
import { Form, valueOf } from '../components/form.tsx';
import { Page } from '../components/page.tsx';
import { IncompleteLink } from './incomplete-link.tsx';

/** The link of a sign-up: with the password chosen then, the account is opened. */
export function VerifyPage() {
  const token = usePlace().fragment.get('token');
  const { refresh } = useSession();
  if (token === null) return <IncompleteLink />;
  return (
    <Page title="Confirm your address" lead="Enter the password you chose: it shows that this sign-up is yours.">
      <div className="card">
        <Form
          submit="Open the account"
          onSubmit={async (values) => {
            const { tenantId } = await api.post('/api/auth/verify-email', joinedSchema, { token, password: valueOf(values, 'password') });
            await refresh();
            navigate(`/organisation/${tenantId}`, { replace: true });
          }}
        >
          <PasswordField />
        </Form>
      </div>
      <p className="below">
        <Link href="/sign-up">Sign up again</Link>
        <Link href="/sign-in">Sign in</Link>
      </p>
    </Page>
  );
}
