import { useState } from 'react';
import { operatorUserListSchema } from '../../../contract/operator.ts';
import { api, withQuery } from '../../api.ts';
import { Link } from '../../app/router.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { TextField } from '../../components/field.tsx';
import { Form, valueOf } from '../../components/form.tsx';
import { MailAddress } from '../../components/mail-address.tsx';
import { Moment } from '../../components/moment.tsx';
import { Await, Page } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { useLoad } from '../../components/use-load.ts';

/** Everybody with an account. */
export function OperatorUsersPage() {
  const [search, setSearch] = useState('');
  const [pages, setPages] = useState<readonly string[]>([]);
  const list = useLoad(JSON.stringify([search, pages]), async () => {
    const fetched = await Promise.all([null, ...pages].map((after) => api.get(withQuery('/api/operator/users', { search, after }), operatorUserListSchema)));
    return { users: fetched.flatMap(({ users }) => users), next: fetched.at(-1)?.next ?? null };
  });
  return (
    <Page title="People" lead="Everybody with an account.">
      <Card title="Search">
        <Form
          submit="Search"
          inline
          onSubmit={async (values) => {
            setPages([]);
            setSearch(valueOf(values, 'search').trim());
          }}
        >
          <TextField name="search" label="Address or name" type="search" maxLength={254} />
        </Form>
      </Card>
      <Card title="Found">
        <Await from={list}>
          {({ users, next }) => (
            <>
              <Table
                label="People"
                empty="Nobody matches."
                rows={users}
                keyOf={({ userId }) => userId}
                columns={[
                  {
                    head: 'Person',
                    cell: ({ name, email, operator }) => (
                      <span className="main-line">
                        {name} {operator && <span className="tag">Operator</span>}
                        <span className="sub-line">
                          <MailAddress>{email}</MailAddress>
                        </span>
                      </span>
                    ),
                  },
                  {
                    head: 'Organisations',
                    cell: ({ memberships }) =>
                      memberships.map(({ tenantId, name, role }) => (
                        <span key={tenantId}>
                          <Link href={`/operator/tenants/${tenantId}`}>{name}</Link> <span className="soft">({role})</span>{' '}
                        </span>
                      )),
                  },
                  { head: 'Two-factor', cell: ({ twoFactor }) => (twoFactor ? <span className="tag clear">On</span> : <span className="tag">Off</span>) },
                  { head: 'Since', cell: ({ createdAt }) => <Moment at={createdAt} day /> },
                ]}
              />
              {next !== null && (
                <div>
                  <Button onClick={() => setPages([...pages, next])}>Show more</Button>
                </div>
              )}
            </>
          )}
        </Await>
      </Card>
    </Page>
  );
}
