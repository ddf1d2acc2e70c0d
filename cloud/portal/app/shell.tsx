/** The frames: a narrow one before somebody is signed in, and one with the way around for everybody else. */
import { Activity, Archive, Building2, Download, KeyRound, ListChecks, LogOut, Megaphone, Menu, MonitorSmartphone, Palette, Scale, ScrollText, ShieldCheck, UserRound, Users } from 'lucide-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { roleNames } from '../components/format.ts';
import { MailAddress } from '../components/mail-address.tsx';
import { useAction } from '../components/use-action.ts';
import { Brand } from './brand.tsx';
import { NoOperatorView, OperatorViewBanner, useOperatorView } from './operator-view.tsx';
import { Link, navigate, usePlace } from './router.tsx';
import { useMe, useSession } from './session.tsx';
import type { Me } from './session.tsx';

/** For pages that need nobody. */
export function Entrance({ children }: { children: ReactNode }) {
  return (
    <div className="entrance">
      <header>
        <Brand />
      </header>
      <main>{children}</main>
    </div>
  );
}

interface Entry {
  readonly href: string;
  readonly label: string;
  readonly icon: typeof Menu;
}

/** The pages of an organisation that this role may see. */
function organisationEntries({ tenantId, role }: Pick<Me['memberships'][number], 'tenantId' | 'role'>): Entry[] {
  const base = `/organisation/${tenantId}`;
  const staff = role !== 'seat';
  return [
    { href: base, label: 'Overview', icon: Building2 },
    ...(staff ? [{ href: `${base}/seats`, label: 'Seats', icon: Users }] : []),
    { href: `${base}/rule-packs`, label: 'Rule packs', icon: ListChecks },
    ...(staff ? [{ href: `${base}/branding`, label: 'Branding', icon: Palette }] : []),
    { href: `${base}/announcements`, label: 'Announcements', icon: Megaphone },
    ...(staff ? [{ href: `${base}/devices`, label: 'All devices', icon: MonitorSmartphone }] : []),
    { href: `${base}/legal`, label: 'Legal', icon: Scale },
    ...(staff ? [{ href: `${base}/audit`, label: 'Audit log', icon: ScrollText }] : []),
    ...(role === 'owner' ? [{ href: `${base}/data`, label: 'Data', icon: Archive }] : []),
  ];
}

const ownEntries: readonly Entry[] = [
  { href: '/account', label: 'Account', icon: UserRound },
  { href: '/account/sessions', label: 'Sessions', icon: KeyRound },
  { href: '/account/devices', label: 'My devices', icon: MonitorSmartphone },
  { href: '/download', label: 'Download', icon: Download },
];
const operatorEntries: readonly Entry[] = [
  { href: '/operator', label: 'Organisations', icon: ShieldCheck },
  { href: '/operator/users', label: 'People', icon: Users },
  { href: '/operator/legal', label: 'Legal documents', icon: Scale },
  { href: '/operator/audit', label: 'Service log', icon: ScrollText },
  { href: '/operator/health', label: 'Health', icon: Activity },
];

/** Whether a page is one of those that a link leads on to; an overview's link stands for itself alone. */
function isBelow(path: string, href: string): boolean {
  if (href === '/operator') return path.startsWith('/operator/tenants/');
  return href.endsWith('/rule-packs') && path.startsWith(`${href}/`);
}

function Group({ title, entries, path, onGo }: { title: string; entries: readonly Entry[]; path: string; onGo: () => void }) {
  const id = useId();
  return (
    <nav className="nav-group" aria-labelledby={id}>
      <p className="nav-title" id={id}>
        {title}
      </p>
      {entries.map(({ href, label, icon: Icon }) => (
        <Link key={href} href={href} className="nav-link" aria-current={path === href ? 'page' : isBelow(path, href) ? 'true' : undefined} onClick={onGo}>
          <Icon size={17} strokeWidth={1.7} aria-hidden="true" />
          {label}
        </Link>
      ))}
    </nav>
  );
}

/** For pages of somebody who is signed in. */
export function Shell({ children }: { children: ReactNode }) {
  const me = useMe();
  const { signOut } = useSession();
  const { path } = usePlace();
  const [open, setOpen] = useState(false);
  const bodyId = useId();
  const leaving = useAction(async () => {
    await signOut();
    navigate('/', { replace: true, ask: false });
  });
  const asked = /^\/organisation\/([^/]+)/.exec(path)?.[1];
  const shown = me.memberships.find(({ tenantId }) => tenantId === asked) ?? me.memberships[0];
  const view = useOperatorView(me.operator && asked !== undefined && shown?.tenantId !== asked ? asked : null);
  const close = () => setOpen(false);
  return (
    <div className="frame">
      <a className="button primary skip" href="#content">
        Skip to the content
      </a>
      <header className="side">
        <div className="side-head">
          <Brand />
          <span className="menu-button">
            <Button kind="ghost" small aria-expanded={open} aria-controls={bodyId} onClick={() => setOpen(!open)}>
              <Menu size={18} aria-hidden="true" />
              Menu
            </Button>
          </span>
        </div>
        <div className="side-body" id={bodyId} data-open={open}>
          {view !== null && view.name !== null && (
            <Group title={`View of ${view.name}`} entries={organisationEntries({ tenantId: view.tenantId, role: 'support' })} path={path} onGo={close} />
          )}
          {shown !== undefined && (
            <>
              {me.memberships.length > 1 && (
                <select
                  className="input"
                  aria-label="Organisation"
                  value={shown.tenantId}
                  onChange={(event) => {
                    close();
                    navigate(`/organisation/${event.currentTarget.value}`);
                  }}
                >
                  {me.memberships.map(({ tenantId, name, role }) => (
                    <option key={tenantId} value={tenantId}>
                      {name} ({roleNames[role]})
                    </option>
                  ))}
                </select>
              )}
              <Group title={shown.name} entries={organisationEntries(shown)} path={path} onGo={close} />
            </>
          )}
          <Group title="You" entries={ownEntries} path={path} onGo={close} />
          {me.operator && <Group title="Operator" entries={operatorEntries} path={path} onGo={close} />}
          <div className="who">
            <span>
              <MailAddress>{me.email}</MailAddress>
            </span>
            <Button small kind="secondary" busy={leaving.busy} onClick={() => leaving.run()}>
              <LogOut size={15} aria-hidden="true" />
              Sign out
            </Button>
          </div>
        </div>
      </header>
      <main className="content" id="content" tabIndex={-1}>
        {view !== null && <OperatorViewBanner view={view} />}
        {view?.closed === true ? <NoOperatorView tenantId={view.tenantId} /> : children}
      </main>
    </div>
  );
}
