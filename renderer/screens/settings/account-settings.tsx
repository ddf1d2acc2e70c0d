import { AppWindow, Copy, ExternalLink, LogIn, LogOut, RefreshCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Brand, LicenceStanding, LicenceView } from '../../../preload/contract/licence.ts';
import { Button } from '../../components/button.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { AlertDialog } from '../../components/dialog.tsx';
import { Notice } from '../../components/notice.tsx';
import { ErrorState } from '../../components/state-message.tsx';
import { Tag, type TagTone } from '../../components/tag.tsx';
import { TextField } from '../../components/text-field.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { formatAge, formatCalendarDay, formatDay } from '../../format/display.ts';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import { useAppState } from '../../store/use-state.ts';
import styles from './account.module.css';
import { report } from './save-settings.ts';
import { Section } from './section.tsx';
import shared from './settings.module.css';

/** The account at the partner: signing in, where the licence stands, and what the partner shows and asks. */
export function AccountSettings() {
  const revision = useAppState((state) => state.licence.revision);
  const { value: view, error, reload } = useLoaded('licence.view', undefined);
  const place = useRef<HTMLDivElement>(null);
  const state = view === null ? '' : `${view.signIn.step} ${view.account === null}`;
  const read = useRef(revision);
  // The account changes apart from the journal, which is what answers are read again for.
  useEffect(() => {
    if (read.current === revision) return;
    read.current = revision;
    reload();
  }, [revision, reload]);
  // What had the focus may have gone with the step before.
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, [state]);
  if (view === null) {
    return error === null ? null : (
      <ErrorState title="The account could not be read" actions={<Button onClick={reload}>Try again</Button>}>
        {error.message}
      </ErrorState>
    );
  }
  return (
    <>
      <div ref={place} tabIndex={-1} className={styles['place']}>
        <Section title="Account">{view.account === null ? <SignedOut view={view} /> : <SignedIn view={view} account={view.account} />}</Section>
      </div>
      {view.account !== null && <Partner />}
    </>
  );
}

const tones = { quiet: 'clear', info: 'info', caution: 'caution', problem: 'problem' } as const;

function Standing({ standing }: { standing: LicenceStanding }) {
  return (
    <Notice tone={tones[standing.tone]} title={standing.title} role="note">
      {standing.text}
    </Notice>
  );
}

function SignedOut({ view }: { view: LicenceView }) {
  const { signIn, service, standing } = view;
  if (signIn.step === 'waiting') return <Code code={signIn.code} expiresAt={signIn.expiresAt} />;
  return (
    <>
      {standing.tone === 'quiet' ? (
        <p className={shared['soft']}>{standing.text} An account is for traders of a partner’s desk and for a licence of your own.</p>
      ) : (
        <Standing standing={standing} />
      )}
      {signIn.step === 'failed' && (
        <Notice tone="problem" title="Not signed in" role="alert">
          {signIn.message}
        </Notice>
      )}
      <SignInForm key={service.address} view={view} />
    </>
  );
}

function SignInForm({ view: { service, deviceName, signIn, secrets } }: { view: LicenceView }) {
  const [address, setAddress] = useState(service.address ?? '');
  const [device, setDevice] = useState(deviceName);
  const asking = signIn.step === 'asking';
  const start = (): void => void report(call('licence.signIn', { service: service.editable ? address : null, deviceName: device }), 'Signing in did not start');
  return (
    <form
      aria-label="Sign in"
      className={shared['form']}
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      {service.editable ? (
        <TextField label="Address of the account service" hint="From your partner, such as https://account.example.com" value={address} onChange={setAddress} maxLength={500} mono />
      ) : (
        <p className={shared['soft']}>At {service.address}</p>
      )}
      <TextField label="Name of this device" hint="How it appears in the account’s list of devices." value={device} onChange={setDevice} maxLength={80} />
      <div>
        <Button type="submit" variant="primary" icon={LogIn} disabled={asking || device.trim() === '' || (service.editable && address.trim() === '')} focusableWhenDisabled>
          {asking ? 'Asking for a code' : 'Sign in with the browser'}
        </Button>
      </div>
      {secrets !== null && <p className={shared['soft']}>{secrets}</p>}
    </form>
  );
}

/** The short code, while the trader approves it in the browser. */
function Code({ code, expiresAt }: { code: string; expiresAt: number }) {
  const [readAt] = useState(() => useApp.getState().now);
  const actions = useRef<HTMLButtonElement>(null);
  useEffect(() => actions.current?.focus(), []);
  return (
    <div className={styles['code-box']} role="group" aria-label="Approve this device in the browser">
      <p>Your browser asks whether this device may sign in. Compare the code, then approve.</p>
      <output className={styles['code']} aria-label="Code">
        {code}
      </output>
      <p className={shared['soft']}>
        Waiting for your answer in the browser. The code is good for another <Countdown leftMs={Math.max(0, expiresAt - readAt)} readAt={readAt} />.
      </p>
      <div className={shared['buttons']}>
        <Button ref={actions} size="sm" icon={AppWindow} onClick={() => void report(call('licence.openPage'), 'The page was not opened')}>
          Open the page again
        </Button>
        <Button size="sm" icon={Copy} onClick={() => void report(call('licence.copyCode'), 'The code was not copied', 'Code copied')}>
          Copy code
        </Button>
        <Button size="sm" variant="ghost" onClick={() => void report(call('licence.cancelSignIn'), 'That did not work')}>
          Cancel
        </Button>
      </div>
      <VisuallyHidden live="polite">The code is {code.split('').join(' ')}</VisuallyHidden>
    </div>
  );
}

const plans: Readonly<Record<string, string>> = { trial: 'Trial', solo: 'Solo', team: 'Team', partner: 'Partner' };
const statusWords: Readonly<Record<LicenceStanding['status'], [word: string, tone: TagTone]>> = {
  'none': ['none', 'plain'],
  'valid': ['valid', 'clear'],
  'refresh-due': ['valid', 'clear'],
  'offline': ['offline', 'caution'],
  'ended': ['ended', 'block'],
  'not-yet-valid': ['not yet valid', 'block'],
  'clock-back': ['clock behind', 'caution'],
  'other-device': ['another device', 'block'],
  'tampered': ['not trusted', 'block'],
};

function SignedIn({ view, account }: { view: LicenceView; account: NonNullable<LicenceView['account']> }) {
  const now = useApp((store) => store.now);
  const [leaving, setLeaving] = useState(false);
  const { standing, signIn, secrets, service } = view;
  const [word, tone] = statusWords[standing.status];
  if (signIn.step === 'waiting') return <Code code={signIn.code} expiresAt={signIn.expiresAt} />;
  return (
    <>
      {standing.tone !== 'quiet' && <Standing standing={standing} />}
      {account.problem !== null && (
        <Notice tone="caution" title="The last check brought no answer" role="note">
          {account.problem}
        </Notice>
      )}
      {signIn.step === 'failed' && (
        <Notice tone="problem" title="Not signed in" role="alert">
          {signIn.message}
        </Notice>
      )}
      <dl className={shared['pairs']}>
        <dt>Signed in as</dt>
        <dd className={styles['long']}>{account.email}</dd>
        <dt>Organisation</dt>
        <dd>{account.organisation}</dd>
        <dt>Plan</dt>
        <dd>{account.plan === null ? 'not known' : (plans[account.plan] ?? account.plan)}</dd>
        <dt>This device</dt>
        <dd>{account.device}</dd>
        <dt>Licence</dt>
        <dd>
          <Tag tone={tone}>{word}</Tag>
          {account.validUntil !== null && standing.status !== 'ended' && <span className={styles['until']}>offline until {formatDay(account.validUntil)}</span>}
        </dd>
        {account.trialUntil !== null && (
          <>
            <dt>Trial</dt>
            <dd>until {formatDay(account.trialUntil)}</dd>
          </>
        )}
        <dt>Confirmed</dt>
        <dd>{account.checkedAt === null ? 'not yet' : confirmed(account.checkedAt, now)}</dd>
        <dt>Service</dt>
        <dd className={styles['long']}>{service.address}</dd>
      </dl>
      {secrets !== null && <p className={shared['soft']}>{secrets}</p>}
      <div className={shared['buttons']}>
        <Button icon={RefreshCw} disabled={account.checking} focusableWhenDisabled onClick={() => void report(call('licence.check'), 'The licence was not checked')}>
          {account.checking ? 'Checking' : 'Check now'}
        </Button>
        {account.signInHelps && (
          <Button icon={LogIn} disabled={signIn.step === 'asking'} focusableWhenDisabled onClick={() => void report(call('licence.signIn', { service: service.address, deviceName: account.device }), 'Signing in did not start')}>
            Sign in again
          </Button>
        )}
        <Button variant="ghost" icon={LogOut} onClick={() => setLeaving(true)}>
          Sign out
        </Button>
      </div>
      <AlertDialog
        open={leaving}
        onCancel={() => setLeaving(false)}
        onConfirm={() => {
          setLeaving(false);
          void report(call('licence.signOut'), 'Not signed out', 'Signed out');
        }}
        title="Sign out on this computer?"
        confirm="Sign out"
        description={`The journal stays as it is. ${account.organisation}’s look goes away, and its rules become ordinary rules of yours.${view.accountNeeded ? ' New tickets then ask for an account.' : ''}`}
      />
    </>
  );
}

/** By a clock that was set back since, it lies ahead: then only the day means something. */
function confirmed(at: number, now: number): string {
  if (Math.abs(now - at) < 60_000) return 'just now';
  return at > now ? formatDay(at) : `${formatAge(now - at)} ago`;
}

/** Links of the partner, and the documents that it asks to accept. */
function Partner() {
  const brand = useApp((store) => store.brand);
  if (brand === null) return null;
  return (
    <>
      {brand.links.length > 0 && (
        <Section title={brand.name}>
          <ul aria-label={`Links of ${brand.name}`} className={shared['buttons']}>
            {brand.links.map(({ label, url }) => (
              <li key={`${label} ${url}`}>
                <Button size="sm" icon={ExternalLink} onClick={() => void report(call('link.open', { url }), 'The page was not opened')}>
                  {label}
                </Button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {brand.legal.length > 0 && (
        <Section title="Documents">
          <ul aria-label="Documents" className={shared['rows']}>
            {brand.legal.map((document) => (
              <Document key={`${document.kind} ${document.version}`} document={document} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Document({ document: { kind, version, title, url, effectiveAt, acceptedAt } }: { document: Brand['legal'][number] }) {
  return (
    <li className={shared['row']}>
      <div className={shared['row-text']}>
        <span className={shared['row-title']}>{title}</span>
        <span className={styles['document']}>
          version {version}, from {formatCalendarDay(effectiveAt)} · {acceptedAt === null ? 'not accepted yet' : `accepted ${formatDay(acceptedAt)}`}
        </span>
      </div>
      <Button size="sm" variant="ghost" icon={ExternalLink} aria-label={`Read ${title}`} onClick={() => void report(call('link.open', { url }), 'The page was not opened')}>
        Read
      </Button>
      {acceptedAt === null && (
        <Button size="sm" aria-label={`Accept ${title}`} onClick={() => void report(call('licence.accept', { kind, version }), 'Not accepted', 'Accepted')}>
          Accept
        </Button>
      )}
    </li>
  );
}
