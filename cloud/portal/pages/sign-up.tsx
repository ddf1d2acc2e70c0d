import { useState } from 'react';
import { okSchema } from '../../contract/common.ts';
import { api } from '../api.ts';
import { Link } from '../app/router.tsx';
import { PasswordField, TextField } from '../components/field.tsx';
import { Form, valueOf } from '../components/form.tsx';
import { Page } from '../components/page.tsx';
import { MailSent } from './mail-sent.tsx';

export function SignUpPage() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo !== null) return <MailSent to={sentTo}>Open the link in it, and have the password at hand that you just chose. The link works for 24 hours.</MailSent>;
  return (
    <Page title="Create an account" lead="A trial of 14 days, without a card.">
      <div className="card">
        <Form
          submit="Create the account"
          onSubmit={async (values) => {
            const email = valueOf(values, 'email');
            await api.post('/api/auth/sign-up', okSchema, {
              email,
              password: valueOf(values, 'password'),
              name: valueOf(values, 'name'),
              organisation: valueOf(values, 'organisation'),
            });
            setSentTo(email);
          }}
        >
          <TextField name="name" label="Your name" required maxLength={120} autoComplete="name" />
          <TextField name="organisation" label="Organisation" required maxLength={80} autoComplete="organization" hint="Your firm or group. Trading alone? Your own name will do." />
          <TextField name="email" label="E-mail address" type="email" required maxLength={254} autoComplete="username" />
          <PasswordField isNew />
        </Form>
      </div>
      <p className="below">
        <span>
          Have an account? <Link href="/sign-in">Sign in</Link>
        </span>
      </p>
    </Page>
  );
}
