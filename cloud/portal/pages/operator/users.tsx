import { useState } from 'react';
import { operatorUserListSchema } from '../../../contract/operator.ts';
import { api, withQuery } from '../../api.ts';
import { Link } from '../../app/router.tsx';
import { Card } from '../../components/card.tsx';
import { TextField } from '../../components/field.tsx';
import { Form, valueOf } from '../../components/form.tsx';
import { MailAddress } from '../../components/mail-address.tsx';
import { Moment } from '../../components/moment.tsx';
import { MorePages } from '../../components/more-pages.tsx';
import { Await, Page } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';

/** Everybody with an account. */
export function OperatorUsersPage() {
  const [search, setSearch] = useState('');
  const list = usePages(search, (after) => api.get(withQuery('/api/operator/users', { search, after }), operatorUserListSchema));
  return (
    <Page title="People" lead="Everybody with an account.">
      <Card title="Search">
        <Form
          submit="Search"
          inline
          onSubmit={async (values) => {
            setSearch(valueOf(values, 'search').trim());
          }}
        >
          <TextField name="search" label="Address or name" type="search" maxLength={254} />
        </Form>
      </Card>
      <Card title="Found">
        <Await from={list}>
          {(pages) => (
            <>
              <Table
                label="People"
                empty="Nobody matches."
                rows={pages.flatMap(({ users }) => users)}
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
              <MorePages list={list} />
            </>
          )}
        </Await>
      </Card>
    </Page>
  );
}
