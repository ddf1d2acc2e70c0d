import { invitationPreviewSchema, joinedSchema } from '../../contract/account.ts';
import { api } from '../api.ts';
import { navigate, usePlace } from '../app/router.tsx';
import { useSession } from '../app/session.tsx';
import { say } from '../app/status.tsx';
import { Button } from '../components/button.tsx';
import { PasswordField, TextField } from '../components/field.tsx';
import { Form, valueOf } from '../components/form.tsx';
import { formatDate, roleNames } from '../components/format.ts';
import { Notice } from '../components/notice.tsx';
import { AwaitPage, Page } from '../components/page.tsx';
import { useLoad } from '../components/use-load.ts';
import { IncompleteLink } from './incomplete-link.tsx';
import { SignInPage } from './sign-in.tsx';

/** The link of an invitation: a new person chooses a password, somebody with an account signs in and accepts. */
export function InvitationPage() {
  const token = usePlace().fragment.get('token');
  return token === null ? <IncompleteLink /> : <Invitation token={token} />;
}

function Invitation({ token }: { token: string }) {
  const { me, refresh, signOut } = useSession();
  const preview = useLoad(token, () => api.post('/api/invitations/preview', invitationPreviewSchema, { token }));
  const joined = async ({ tenantId }: { tenantId: string }): Promise<void> => {
    await refresh();
    say('You have joined.');
    navigate(`/organisation/${tenantId}`, { replace: true });
  };
  return (
    <AwaitPage title="Invitation" from={preview}>
      {({ organisation, email, role, hasAccount, expiresAt }) => {
        const lead = `A seat as ${roleNames[role]} for ${email}, until ${formatDate(expiresAt)}.`;
        if (!hasAccount) {
          return (
            <Page title={`Join ${organisation}`} lead={lead}>
              <div className="card">
                <Form
                  submit="Join"
                  onSubmit={async (values) =>
                    joined(await api.post('/api/invitations/join', joinedSchema, { token, name: valueOf(values, 'name'), password: valueOf(values, 'password') }))
                  }
                >
                  <TextField name="email" label="E-mail address" value={email} readOnly autoComplete="username" />
                  <TextField name="name" label="Your name" required maxLength={120} autoComplete="name" />
                  <PasswordField isNew />
                </Form>
              </div>
            </Page>
          );
        }
        if (me == null) {
          return (
            <div className="page">
              <Notice title={`Sign in to join ${organisation}`}>{lead}</Notice>
              <SignInPage email={email} />
            </div>
          );
        }
        return (
          <Page title={`Join ${organisation}`} lead={lead}>
            {me.email === email ? (
              <div className="card">
                <Form submit="Join" onSubmit={async () => joined(await api.post('/api/invitations/accept', joinedSchema, { token }))}>
                  <p>You are signed in as {me.email}.</p>
                </Form>
              </div>
            ) : (
              <>
                <Notice kind="caution" title={`You are signed in as ${me.email}`}>
                  The invitation is for {email}.
                </Notice>
                <div>
                  <Button onClick={() => void signOut()}>Sign out</Button>
                </div>
              </>
            )}
          </Page>
        );
      }}
    </AwaitPage>
  );
}
