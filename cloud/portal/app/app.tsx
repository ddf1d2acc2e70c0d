/** Which page is shown at which address, and to whom. */
import { lazy, Suspense, type ReactNode } from 'react';
import { AuditLogPage } from '../audit/audit-log-page.tsx';
import { Button } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { AccountPage } from '../pages/account/account.tsx';
import { DevicesPage } from '../pages/account/devices.tsx';
import { SessionsPage } from '../pages/account/sessions.tsx';
import { DevicePage } from '../pages/device.tsx';
import { DownloadPage } from '../pages/download.tsx';
import { ForgotPage } from '../pages/forgot.tsx';
import { HomePage } from '../pages/home.tsx';
import { InvitationPage } from '../pages/invitation.tsx';
import { OperatorHealthPage } from '../pages/operator/health.tsx';
import { OperatorLegalPage } from '../pages/operator/legal.tsx';
import { OperatorTenantPage } from '../pages/operator/tenant.tsx';
import { OperatorTenantsPage } from '../pages/operator/tenants.tsx';
import { OperatorUsersPage } from '../pages/operator/users.tsx';
import { AnnouncementsPage } from '../pages/organisation/announcements.tsx';
import { AuditPage } from '../pages/organisation/audit.tsx';
import { BrandingPage } from '../pages/organisation/branding.tsx';
import { AllDevicesPage } from '../pages/organisation/devices.tsx';
import { DataPage } from '../pages/organisation/data.tsx';
import { LegalPage } from '../pages/organisation/legal.tsx';
import { OverviewPage } from '../pages/organisation/overview.tsx';
import { RulePacksPage } from '../pages/organisation/rule-packs.tsx';
import { SeatsPage } from '../pages/organisation/seats.tsx';
import { ResetPage } from '../pages/reset.tsx';
import { SignInPage } from '../pages/sign-in.tsx';
import { SignUpPage } from '../pages/sign-up.tsx';
import { VerifyPage } from '../pages/verify.tsx';
import { Link, usePlace } from './router.tsx';
import { SessionProvider, useSession } from './session.tsx';
import { Entrance, Shell } from './shell.tsx';
import { Status } from './status.tsx';

// The rule forms and the rules behind them are a third of all code, and only who edits rules needs them.
const RulePackPage = lazy(async () => ({ default: (await import('../pages/organisation/rule-pack.tsx')).RulePackPage }));

interface Route {
  readonly pattern: RegExp;
  /** `entrance` pages are the same for everybody, `either` adapt, `person` pages ask for a sign-in first, in place. */
  readonly to: 'entrance' | 'either' | 'person';
  readonly page: (parts: readonly string[]) => ReactNode;
}

const ID = '([0-9a-f-]{36})';
const at = (pattern: string): RegExp => new RegExp(`^${pattern}$`);
const first = (parts: readonly string[]): string => parts[0] ?? '';

const routes: readonly Route[] = [
  { pattern: at('/sign-in'), to: 'entrance', page: () => <SignInPage home /> },
  { pattern: at('/sign-up'), to: 'entrance', page: () => <SignUpPage /> },
  { pattern: at('/verify'), to: 'entrance', page: () => <VerifyPage /> },
  { pattern: at('/forgot'), to: 'entrance', page: () => <ForgotPage /> },
  { pattern: at('/reset'), to: 'entrance', page: () => <ResetPage /> },
  { pattern: at('/invitation'), to: 'entrance', page: () => <InvitationPage /> },
  { pattern: at('/download'), to: 'either', page: () => <DownloadPage /> },
  { pattern: at('/'), to: 'person', page: () => <HomePage /> },
  { pattern: at('/device'), to: 'person', page: () => <DevicePage /> },
  { pattern: at('/account'), to: 'person', page: () => <AccountPage /> },
  { pattern: at('/account/sessions'), to: 'person', page: () => <SessionsPage /> },
  { pattern: at('/account/devices'), to: 'person', page: () => <DevicesPage /> },
  { pattern: at(`/organisation/${ID}`), to: 'person', page: (parts) => <OverviewPage tenantId={first(parts)} /> },
  { pattern: at(`/organisation/${ID}/seats`), to: 'person', page: (parts) => <SeatsPage tenantId={first(parts)} /> },
  { pattern: at(`/organisation/${ID}/devices`), to: 'person', page: (parts) => <AllDevicesPage tenantId={first(parts)} /> },
  { pattern: at(`/organisation/${ID}/rule-packs`), to: 'person', page: (parts) => <RulePacksPage tenantId={first(parts)} /> },
  {
    pattern: at(`/organisation/${ID}/rule-packs/${ID}`),
    to: 'person',
    page: ([tenantId = '', packId = '']) => <RulePackPage tenantId={tenantId} packId={packId} />,
  },
  { pattern: at(`/organisation/${ID}/branding`), to: 'person', page: (parts) => <BrandingPage tenantId={first(parts)} /> },
  { pattern: at(`/organisation/${ID}/announcements`), to: 'person', page: (parts) => <AnnouncementsPage tenantId={first(parts)} /> },
  { pattern: at(`/organisation/${ID}/legal`), to: 'person', page: (parts) => <LegalPage tenantId={first(parts)} /> },
  { pattern: at(`/organisation/${ID}/audit`), to: 'person', page: (parts) => <AuditPage tenantId={first(parts)} /> },
  { pattern: at(`/organisation/${ID}/data`), to: 'person', page: (parts) => <DataPage tenantId={first(parts)} /> },
  { pattern: at('/operator'), to: 'person', page: () => <OperatorTenantsPage /> },
  { pattern: at('/operator/users'), to: 'person', page: () => <OperatorUsersPage /> },
  { pattern: at('/operator/audit'), to: 'person', page: () => <AuditLogPage title="Service log" base="/api/operator/audit" exportable /> },
  { pattern: at('/operator/legal'), to: 'person', page: () => <OperatorLegalPage /> },
  { pattern: at('/operator/health'), to: 'person', page: () => <OperatorHealthPage /> },
  { pattern: at(`/operator/tenants/${ID}`), to: 'person', page: (parts) => <OperatorTenantPage tenantId={first(parts)} /> },
];

function Pages() {
  const { path } = usePlace();
  const { me, error, refresh } = useSession();
  if (me === undefined) {
    if (error === null) return null;
    return (
      <Entrance>
        <Page title="Holdfast">
          <ProblemNotice error={error} />
          <div>
            <Button onClick={() => void refresh()}>Try again</Button>
          </div>
        </Page>
      </Entrance>
    );
  }
  const found = routes.map((route) => ({ route, match: route.pattern.exec(path) })).find(({ match }) => match !== null);
  // A page belongs to its address: another organisation's page starts afresh.
  const page =
    found === undefined ? (
      <Page title="There is no such page">
        <p>
          <Link href="/">To the start</Link>
        </p>
      </Page>
    ) : (
      <div key={path}>
        <Suspense fallback={null}>{found.route.page(found.match?.slice(1) ?? [])}</Suspense>
      </div>
    );
  const kind = found?.route.to ?? 'either';
  if (kind === 'entrance') return <Entrance>{page}</Entrance>;
  if (me !== null) return <Shell>{page}</Shell>;
  return <Entrance>{kind === 'either' ? page : <SignInPage />}</Entrance>;
}

export function App() {
  return (
    <SessionProvider>
      <Pages />
      <Status />
    </SessionProvider>
  );
}
