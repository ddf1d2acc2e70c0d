import { sessionListSchema } from '../../../contract/account.ts';
import { okSchema } from '../../../contract/common.ts';
import { api } from '../../api.ts';
import { say } from '../../app/status.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { formatAgent, formatTime } from '../../components/format.ts';
import { Moment } from '../../components/moment.tsx';
import { Await, Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Table } from '../../components/table.tsx';
import { useAction } from '../../components/use-action.ts';
import { useLoad } from '../../components/use-load.ts';

/** Where the person is signed in. */
export function SessionsPage() {
  const list = useLoad('sessions', () => api.get('/api/auth/sessions', sessionListSchema));
  const end = useAction(async (id: string) => {
    await api.delete(`/api/auth/sessions/${id}`, okSchema);
    say('The session has ended.');
    list.reload();
  });
  const endOthers = useAction(async () => {
    await api.post('/api/auth/sessions/revoke-others', okSchema);
    say('All other sessions have ended.');
    list.reload();
  });
  return (
    <Page
      title="Sessions"
      lead="Browsers in which you are signed in."
      actions={
        (list.data?.sessions.length ?? 0) > 1 && (
          <Button busy={endOthers.busy} onClick={() => endOthers.run()}>
            End all others
          </Button>
        )
      }
    >
      {end.error !== null && <ProblemNotice error={end.error} />}
      {endOthers.error !== null && <ProblemNotice error={endOthers.error} />}
      <Await from={list}>
        {({ sessions }) => (
          <Card title="Signed in">
            <Table
              label="Sessions"
              empty="None."
              rows={sessions}
              keyOf={({ id }) => id}
              columns={[
                {
                  head: 'Browser',
                  cell: ({ userAgent, current }) => (
                    <span className="main-line">
                      {formatAgent(userAgent)} {current && <span className="tag clear">This one</span>}
                    </span>
                  ),
                },
                { head: 'Address', cell: ({ address }) => address ?? 'unknown' },
                { head: 'Since', cell: ({ createdAt }) => <Moment at={createdAt} /> },
                { head: 'Last seen', cell: ({ lastSeenAt }) => <Moment at={lastSeenAt} /> },
                {
                  head: '',
                  cell: ({ id, current, userAgent, createdAt }) =>
                    !current && (
                      <Button small kind="danger" busy={end.busy} aria-label={`End ${formatAgent(userAgent)}, since ${formatTime(createdAt)}`} onClick={() => end.run(id)}>
                        End
                      </Button>
                    ),
                },
              ]}
            />
          </Card>
        )}
      </Await>
    </Page>
  );
}
