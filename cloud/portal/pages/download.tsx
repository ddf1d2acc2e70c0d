import { downloadListSchema } from '../../contract/downloads.ts';
import { api } from '../api.ts';
import { Link } from '../app/router.tsx';
import { useSession } from '../app/session.tsx';
import { Card } from '../components/card.tsx';
import { formatSize, platformNames } from '../components/format.ts';
import { Await, Page } from '../components/page.tsx';
import { Table } from '../components/table.tsx';
import { useLoad } from '../components/use-load.ts';

type Platform = keyof typeof platformNames;

/** The visitor's platform, as far as the browser tells; null on a phone or when it does not. */
function platformOf(agent: string): Platform | null {
  if (/Android|iPhone|iPad/.test(agent)) return null;
  if (agent.includes('Windows')) return 'windows';
  if (agent.includes('Mac OS X')) return 'macos';
  return agent.includes('Linux') ? 'linux' : null;
}

export function DownloadPage() {
  const list = useLoad('downloads', () => api.get('/api/downloads', downloadListSchema));
  const own = platformOf(navigator.userAgent);
  const { me } = useSession();
  return (
    <Page title="Download Holdfast" lead="The desktop app keeps the journal on your machine. Sign it in with a short code under Settings.">
      <Await from={list}>
        {({ downloads }) => {
          const here = downloads.find(({ platform }) => platform === own);
          return (
            <>
              {own !== null && here !== undefined && (
                <Card title={`For this computer: ${platformNames[own]}`} lead={`${here.file}, ${formatSize(here.size)}`}>
                  <div>
                    <a className="button primary" href={here.url} download>
                      Download for {platformNames[own]}
                    </a>
                  </div>
                </Card>
              )}
              <Card title="All installers">
                <Table
                  label="Installers"
                  empty="No installers are offered here yet."
                  rows={downloads}
                  keyOf={({ file }) => file}
                  columns={[
                    { head: 'Platform', cell: ({ platform }) => platformNames[platform] },
                    { head: 'File', cell: ({ file, url }) => <a href={url} download>{file}</a> },
                    { head: 'Size', cell: ({ size }) => formatSize(size) },
                  ]}
                />
              </Card>
            </>
          );
        }}
      </Await>
      {me == null && (
        <p className="below">
          <Link href="/sign-in">Sign in</Link>
          <Link href="/sign-up">Create an account</Link>
        </p>
      )}
    </Page>
  );
}
