import { useState } from 'react';
import type { z } from 'zod';
import { enableTwoFactorResultSchema, recoveryCodesSchema } from '../../../contract/account.ts';
import { okSchema } from '../../../contract/common.ts';
import { api } from '../../api.ts';
import { say } from '../../app/status.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { DialogButton } from '../../components/dialog.tsx';
import { PasswordField, TextField } from '../../components/field.tsx';
import { Form, valueOf } from '../../components/form.tsx';
import { Notice } from '../../components/notice.tsx';
import { saveFile } from '../../components/save-file.ts';
import { QrCode } from './qr-code.tsx';

type Setup = z.output<typeof enableTwoFactorResultSchema>;

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <>
      <Notice kind="caution" title="Keep the recovery codes">
        Each signs you in once when the authenticator is lost. They are shown this one time only.
      </Notice>
      <ul className="codes" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div>
        <Button small onClick={() => saveFile('holdfast-recovery-codes.txt', 'text/plain', `${codes.join('\n')}\n`)}>
          Save as a file
        </Button>
      </div>
    </>
  );
}

/** Turning the second factor on, and, once it is, what can be done with it. */
export function TwoFactor({ on, onChanged }: { on: boolean; onChanged: () => Promise<void> }) {
  const [setup, setSetup] = useState<Setup | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const password = <PasswordField autoFocus />;

  if (on) {
    return (
      <Card
        title="Two-factor sign-in is on"
        lead="Signing in needs your password and a code from your authenticator."
        actions={
          <>
            <DialogButton
              label="New recovery codes"
              look={{ small: true }}
              title="New recovery codes"
              submit="Make new codes"
              onSubmit={async (values) => {
                const made = await api.post('/api/auth/two-factor/recovery-codes', recoveryCodesSchema, { password: valueOf(values, 'password') });
                setCodes(made.recoveryCodes);
              }}
            >
              <p className="soft">The old ones stop working.</p>
              {password}
            </DialogButton>
            <DialogButton
              label="Turn off"
              look={{ small: true, kind: 'danger' }}
              title="Turn two-factor sign-in off"
              submit="Turn off"
              danger
              onSubmit={async (values) => {
                await api.post('/api/auth/two-factor/disable', okSchema, { password: valueOf(values, 'password') });
                setCodes(null);
                setSetup(null);
                await onChanged();
                say('Two-factor sign-in is off.');
              }}
            >
              <p className="soft">The password alone will sign you in.</p>
              {password}
            </DialogButton>
          </>
        }
      >
        {codes !== null && <RecoveryCodes codes={codes} />}
      </Card>
    );
  }
  if (setup !== null) {
    return (
      <Card title="Set the authenticator up" lead="Scan the picture with your authenticator app, or type the key in.">
        <QrCode text={setup.uri} label="The key as a picture for the authenticator app" />
        <p>
          <span className="sub-line">Key</span>
          <code>{new URL(setup.uri).searchParams.get('secret')}</code>
        </p>
        <RecoveryCodes codes={setup.recoveryCodes} />
        <Form
          submit="Turn on"
          onSubmit={async (values) => {
            await api.post('/api/auth/two-factor/activate', okSchema, { code: valueOf(values, 'code') });
            await onChanged();
            say('Two-factor sign-in is on.');
          }}
        >
          <TextField name="code" label="Code the app shows now" look="code" inputMode="numeric" pattern="[0-9]{6}" title="Six digits" required autoComplete="one-time-code" />
        </Form>
      </Card>
    );
  }
  return (
    <Card
      title="Two-factor sign-in is off"
      lead="With it, a stolen password alone does not open your account."
      actions={
        <DialogButton
          label="Turn on"
          look={{ small: true, kind: 'primary' }}
          title="Turn two-factor sign-in on"
          submit="Continue"
          onSubmit={async (values) => {
            setSetup(await api.post('/api/auth/two-factor/enable', enableTwoFactorResultSchema, { password: valueOf(values, 'password') }));
          }}
        >
          {password}
        </DialogButton>
      }
    />
  );
}
