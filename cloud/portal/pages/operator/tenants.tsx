import { useState } from 'react';
import { z } from 'zod';
import { idSchema } from '../../../contract/common.ts';
import { operatorTenantListSchema } from '../../../contract/operator.ts';
import { api, withQuery } from '../../api.ts';
import { Link, navigate } from '../../app/router.tsx';
import { say } from '../../app/status.tsx';
import { Card } from '../../components/card.tsx';
import { DialogButton } from '../../components/dialog.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { Form, valueOf } from '../../components/form.tsx';
import { planNames } from '../../components/format.ts';
import { Moment } from '../../components/moment.tsx';
import { MorePages } from '../../components/more-pages.tsx';
import { Await, Page } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';
import { planOptions } from './plan-options.ts';
import { TenantStatus } from './tenant-status.tsx';

/** All organisations of the service. */
export function OperatorTenantsPage() {
  const [filter, setFilter] = useState({ search: '', status: '' });
  const list = usePages(JSON.stringify(filter), (after) => api.get(withQuery('/api/operator/tenants', { ...filter, after }), operatorTenantListSchema));
  return (
    <Page
      title="Organisations"
      lead="Everybody who uses this service."
      actions={
        <DialogButton
          label="New organisation"
          look={{ kind: 'primary' }}
          title="New organisation"
          submit="Create and invite"
          onSubmit={async (values) => {
            const { tenantId } = await api.post('/api/operator/tenants', z.object({ tenantId: idSchema }), {
              name: valueOf(values, 'name'),
              ownerEmail: valueOf(values, 'ownerEmail'),
              plan: valueOf(values, 'plan'),
              seatLimit: Number(valueOf(values, 'seatLimit')),
            });
            say('Created; the owner is invited.');
            navigate(`/operator/tenants/${tenantId}`);
          }}
        >
          <TextField name="name" label="Name" required maxLength={80} autoFocus />
          <TextField name="ownerEmail" label="Address of the owner" type="email" required maxLength={254} />
          <div className="form-row">
            <SelectField name="plan" label="Plan" options={planOptions} />
            <TextField name="seatLimit" label="Seats" type="number" required min={1} max={100000} defaultValue={5} />
          </div>
        </DialogButton>
      }
    >
      <Card title="Search">
        <Form
          submit="Search"
          inline
          onSubmit={async (values) => {
            setFilter({ search: valueOf(values, 'search').trim(), status: valueOf(values, 'status') });
          }}
        >
          <TextField name="search" label="Name, or address of a member" type="search" maxLength={254} />
          <SelectField
            name="status"
            label="State"
            options={[
              ['', 'Any'],
              ['active', 'Active'],
              ['suspended', 'Suspended'],
            ]}
          />
        </Form>
      </Card>
      <Card title="Found">
        <Await from={list}>
          {(pages) => (
            <>
              <Table
                label="Organisations"
                empty="Nothing matches."
                rows={pages.flatMap(({ tenants }) => tenants)}
                keyOf={({ tenantId }) => tenantId}
                columns={[
                  { head: 'Name', cell: ({ tenantId, name }) => <Link href={`/operator/tenants/${tenantId}`}>{name}</Link> },
                  { head: 'State', cell: ({ status }) => <TenantStatus status={status} /> },
                  { head: 'Plan', cell: ({ plan }) => planNames[plan] },
                  { head: 'Seats', cell: ({ seatsUsed, seatLimit }) => `${seatsUsed} of ${seatLimit}` },
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
