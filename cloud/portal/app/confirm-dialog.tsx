import { z } from 'zod';
import { timeSchema } from '../../contract/common.ts';
import { api } from '../api.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { PasswordField, TextField } from '../components/field.tsx';
import { Form, valueOf } from '../components/form.tsx';

const confirmedSchema = z.object({ confirmedUntil: timeSchema });

/** Asks for the password, and the code when two-factor is on, before something that matters. */
export function ConfirmDialog({ twoFactor, onAnswer }: { twoFactor: boolean; onAnswer: (confirmed: boolean) => void }) {
  return (
    <Dialog title="Confirm that it is you" onClose={() => onAnswer(false)}>
      <p className="soft">This needs your password again. It then holds for ten minutes.</p>
      <Form
        submit="Confirm"
        onSubmit={async (values) => {
          const code = values['code'];
          await api.post('/api/auth/confirm', confirmedSchema, { password: valueOf(values, 'password'), ...(code === undefined ? {} : { code }) });
          onAnswer(true);
        }}
        aside={
          <Button kind="ghost" onClick={() => onAnswer(false)}>
            Cancel
          </Button>
        }
      >
        <PasswordField autoFocus />
        {twoFactor && <TextField name="code" label="Code from your authenticator" look="code" required minLength={6} maxLength={20} autoComplete="one-time-code" />}
      </Form>
    </Dialog>
  );
}
