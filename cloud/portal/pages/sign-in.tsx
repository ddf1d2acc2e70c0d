import { useState } from 'react';
import { okSchema } from '../../contract/common.ts';
import { api, isProblem } from '../api.ts';
import { Link, navigate } from '../app/router.tsx';
import { useSession } from '../app/session.tsx';
import { PasswordField, TextField } from '../components/field.tsx';
import { Form, valueOf } from '../components/form.tsx';
import { Page } from '../components/page.tsx';

/**
 * Sign in. Shown in place of any page that needs it, so that page is there afterwards.
 * @param home this is the page of its own: go to the start afterwards
 * @param email the only address that helps here
 */
export function SignInPage({ home = false, email }: { home?: boolean; email?: string }) {
  const { refresh } = useSession();
  const [needsCode, setNeedsCode] = useState(false);
  return (
    <Page title="Sign in">
      <div className="card">
        <Form
          submit="Sign in"
          onSubmit={async (values) => {
            const code = values['code'];
            try {
              await api.post('/api/auth/sign-in', okSchema, {
                email: valueOf(values, 'email'),
                password: valueOf(values, 'password'),
                ...(code === undefined ? {} : { code }),
              });
            } catch (error) {
              if (!needsCode && isProblem(error, 'two-factor.required')) {
                setNeedsCode(true);
                return;
              }
              throw error;
            }
            await refresh();
            if (home) navigate('/', { replace: true });
          }}
        >
          <TextField name="email" label="E-mail address" type="email" required maxLength={254} autoComplete="username" defaultValue={email} readOnly={email !== undefined} />
          <PasswordField />
          {needsCode && (
            <TextField
              name="code"
              label="Code"
              look="code"
              autoFocus
              required
              minLength={6}
              maxLength={20}
              autoComplete="one-time-code"
              hint="Six digits from your authenticator, or one of your recovery codes."
            />
          )}
        </Form>
      </div>
      <p className="below">
        <Link href="/forgot">Forgot the password?</Link>
        {email === undefined && <Link href="/sign-up">Create an account</Link>}
      </p>
    </Page>
  );
}
