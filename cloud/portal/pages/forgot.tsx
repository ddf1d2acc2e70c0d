import { useState } from 'react';
import { okSchema } from '../../contract/common.ts';
import { api } from '../api.ts';
import { Link } from '../app/router.tsx';
import { TextField } from '../components/field.tsx';
import { Form, valueOf } from '../components/form.tsx';
import { Page } from '../components/page.tsx';
import { MailSent } from './mail-sent.tsx';

export function ForgotPage() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo !== null) return <MailSent to={sentTo}>If there is an account with this address, the message has a link to choose a new password. It works for 30 minutes.</MailSent>;
  return (
    <Page title="Forgot the password" lead="We send you a link to choose a new one. It also ends a lock after failed attempts.">
      <div className="card">
        <Form
          submit="Send the link"
          onSubmit={async (values) => {
            const email = valueOf(values, 'email');
            await api.post('/api/auth/forgot-password', okSchema, { email });
            setSentTo(email);
          }}
        >
          <TextField name="email" label="E-mail address" type="email" required maxLength={254} autoComplete="username" />
        </Form>
      </div>
      <p className="below">
        <Link href="/sign-in">Back to sign in</Link>
      </p>
    </Page>
  );
}
