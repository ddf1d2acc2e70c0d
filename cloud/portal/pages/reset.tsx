import { useState } from 'react';
import { okSchema } from '../../contract/common.ts';
import { api } from '../api.ts';
import { Link, usePlace } from '../app/router.tsx';
import { useSession } from '../app/session.tsx';
import { PasswordField } from '../components/field.tsx';
import { Form, valueOf } from '../components/form.tsx';
import { Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { useLoad } from '../components/use-load.ts';
import { IncompleteLink } from './incomplete-link.tsx';

/** The link of a reset; a first administrator's link is one too. */
export function ResetPage() {
  const token = usePlace().fragment.get('token');
  return token === null ? <IncompleteLink /> : <NewPassword token={token} />;
}

function NewPassword({ token }: { token: string }) {
  const { refresh } = useSession();
  const [done, setDone] = useState(false);
  const link = useLoad(token, () => api.post('/api/auth/reset-password/check', okSchema, { token }));
  if (done) {
    return (
      <Page title="Password chosen">
        <Notice kind="clear" title="The new password is in force">
          All earlier sessions have ended.
        </Notice>
        <p>
          <Link className="button primary" href="/sign-in">
            Sign in
          </Link>
        </p>
      </Page>
    );
  }
  return (
    <Page title="Choose a password">
      {link.error !== null && (
        <>
          <ProblemNotice error={link.error} />
          <p className="below">
            <Link href="/forgot">Ask for another link</Link>
          </p>
        </>
      )}
      {link.data !== null && (
        <div className="card">
          <Form
            submit="Set the password"
            onSubmit={async (values) => {
              await api.post('/api/auth/reset-password', okSchema, { token, password: valueOf(values, 'password') });
              await refresh();
              setDone(true);
            }}
          >
            <PasswordField isNew label="New password" />
          </Form>
        </div>
      )}
    </Page>
  );
}
