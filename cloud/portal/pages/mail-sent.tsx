import type { ReactNode } from 'react';
import { Link } from '../app/router.tsx';
import { Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';

/** After a request that is answered by mail: the same words whoever asked for whichever address. */
export function MailSent({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Page title="Look into your mail">
      <Notice kind="clear" title={`A message is on its way to ${to}`}>
        {children}
      </Notice>
      <p className="below">
        <Link href="/sign-in">Back to sign in</Link>
      </p>
    </Page>
  );
}
