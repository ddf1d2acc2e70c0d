import { useState } from 'react';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { okSchema } from '../../contract/common.ts';
import { devicePromptSchema } from '../../contract/licence.ts';
import { api, withQuery } from '../api.ts';
import { usePlace } from '../app/router.tsx';
import { useMe } from '../app/session.tsx';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { SelectField, TextField } from '../components/field.tsx';
import { Form, valueOf } from '../components/form.tsx';
import { formatTime, platformNames } from '../components/format.ts';
import { Notice } from '../components/notice.tsx';
import { Await, Page } from '../components/page.tsx';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { useAction } from '../components/use-action.ts';
import { useLoad } from '../components/use-load.ts';

type Prompt = z.output<typeof devicePromptSchema>;

/** Where a desktop's short code is approved: typed, or brought along by the desktop in the fragment. */
export function DevicePage() {
  const [code, setCode] = useState(usePlace().fragment.get('code'));
  const { memberships } = useMe();
  if (memberships.length === 0) {
    return (
      <Page title="Sign a device in">
        <Notice kind="caution" title="You have no seat">
          A device is signed in for a seat of an organisation. Ask for an invitation, or open an organisation of your own.
        </Notice>
      </Page>
    );
  }
  return (
    <Page title="Sign a device in">
      {code === null ? (
        <Card title="The code" lead="The Holdfast app shows it when you sign in.">
          <Form submit="Continue" onSubmit={async (values) => setCode(valueOf(values, 'code'))}>
            <TextField name="code" label="Code" look="code" required placeholder="XXXX-XXXX" autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={20} />
          </Form>
        </Card>
      ) : (
        <Asked key={code} code={code} onOther={() => setCode(null)} />
      )}
    </Page>
  );
}

function Asked({ code, onOther }: { code: string; onOther: () => void }) {
  const [decided, setDecided] = useState<'approved' | 'refused' | null>(null);
  const prompt = useLoad(code, () => api.get(withQuery('/api/device/prompt', { code }), devicePromptSchema));
  const other = (
    <Button kind="ghost" onClick={onOther}>
      Another code
    </Button>
  );
  if (decided === 'approved') {
    return (
      <Notice kind="clear" title="The device is approved">
        Go back to the app: it signs itself in within a few seconds. You can close this page.
      </Notice>
    );
  }
  if (decided === 'refused') return <Notice title="The device was refused">Nothing was signed in.</Notice>;
  if (prompt.error !== null) {
    return (
      <>
        <ProblemNotice error={prompt.error} />
        <div>{other}</div>
      </>
    );
  }
  return <Await from={prompt}>{(asked) => <Decision asked={asked} onDecided={setDecided} other={other} />}</Await>;
}

interface DecisionProps {
  asked: Prompt;
  onDecided: (decision: 'approved' | 'refused') => void;
  other: ReactNode;
}

function Decision({ asked, onDecided, other }: DecisionProps) {
  const { memberships } = useMe();
  const [tenantId, setTenantId] = useState(memberships[0]?.tenantId ?? '');
  const decide = useAction(async (approve: boolean) => {
    await api.post(`/api/tenants/${tenantId}/devices/decide`, okSchema, { userCode: asked.userCode, approve });
    onDecided(approve ? 'approved' : 'refused');
  });
  return (
    <Card title={asked.deviceName} lead={`${platformNames[asked.platform]}, asked ${formatTime(asked.requestedAt)}`}>
      <p className="big-code">{asked.userCode}</p>
      <Notice kind="caution" title="Approve only what you started yourself">
        The app in front of you must show this very code. Whoever sends you a code wants your seat.
      </Notice>
      {memberships.length > 1 && (
        <SelectField
          label="For the seat at"
          value={tenantId}
          onChange={(event) => setTenantId(event.currentTarget.value)}
          options={memberships.map((membership) => [membership.tenantId, membership.name])}
        />
      )}
      {decide.error !== null && <ProblemNotice error={decide.error} />}
      <div className="form-actions">
        <Button kind="primary" busy={decide.busy} onClick={() => decide.run(true)}>
          Approve
        </Button>
        <Button kind="danger" busy={decide.busy} onClick={() => decide.run(false)}>
          Refuse
        </Button>
        {other}
      </div>
    </Card>
  );
}
