import { Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';

/** Somebody came to a link's page without what the link carries. */
export function IncompleteLink() {
  return (
    <Page title="Incomplete link">
      <Notice kind="problem" title="The link is not complete">
        Open it from the message again, or copy all of it into the address bar.
      </Notice>
    </Page>
  );
}
