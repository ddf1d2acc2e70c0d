import { z } from 'zod';
import { announcementListSchema } from '../../../contract/bundle.ts';
import { idSchema, okSchema } from '../../../contract/common.ts';
import { api } from '../../api.ts';
import { say } from '../../app/status.tsx';
import { Card } from '../../components/card.tsx';
import { DialogButton } from '../../components/dialog.tsx';
import { TextArea, TextField } from '../../components/field.tsx';
import { Form, valueOf } from '../../components/form.tsx';
import { zone } from '../../components/format.ts';
import { Moment } from '../../components/moment.tsx';
import { Await, Page } from '../../components/page.tsx';
import { useLoad } from '../../components/use-load.ts';
import { isManager, useTenant } from './use-tenant.ts';

/** A local date and time as the contract writes it; undefined for none. */
function instantOf(local: string): string | undefined {
  return local === '' ? undefined : new Date(local).toISOString();
}

/** What the organisation tells its traders. */
export function AnnouncementsPage({ tenantId }: { tenantId: string }) {
  const base = `/api/tenants/${tenantId}/announcements`;
  const tenant = useTenant(tenantId);
  const list = useLoad(base, () => api.get(base, announcementListSchema));
  const managing = tenant.data !== null && isManager(tenant.data);
  return (
    <Page title="Announcements" lead="Short messages that the desktops show until they end.">
      {managing && (
        <Card title="New announcement">
          <Form
            submit="Announce"
            clears
            onSubmit={async (values) => {
              const startsAt = instantOf(valueOf(values, 'startsAt'));
              const body = { title: valueOf(values, 'title'), body: valueOf(values, 'body'), endsAt: instantOf(valueOf(values, 'endsAt')) ?? null };
              await api.post(base, z.object({ id: idSchema }), startsAt === undefined ? body : { ...body, startsAt });
              say('Announced. Desktops show it after their next check.');
              list.reload();
            }}
          >
            <TextField name="title" label="Title" required maxLength={120} />
            <TextArea name="body" label="Text" required rows={4} maxLength={2000} />
            <div className="form-row">
              <TextField name="startsAt" label="From" type="datetime-local" hint={`Empty: from now on. In ${zone}.`} />
              <TextField name="endsAt" label="Until" type="datetime-local" hint={`Empty: until it is withdrawn. In ${zone}.`} />
            </div>
          </Form>
        </Card>
      )}
      <Card title="Shown now and later">
        <Await from={list}>
          {({ announcements }) =>
            announcements.length === 0 ? (
              <p className="soft">There are none.</p>
            ) : (
              <ul className="entries" aria-label="Announcements">
                {announcements.map(({ id, title, body, startsAt, endsAt }) => (
                  <li key={id} className="entry">
                    <div>
                      <h3>
                        {title} {Date.parse(startsAt) > Date.now() && <span className="tag">Later</span>}
                      </h3>
                      <p className="entry-text">{body}</p>
                      <span className="sub-line">
                        From <Moment at={startsAt} />
                        {endsAt !== null && (
                          <>
                            {' '}
                            until <Moment at={endsAt} />
                          </>
                        )}
                      </span>
                    </div>
                    {managing && (
                      <DialogButton
                        label="Withdraw"
                        look={{ small: true, kind: 'danger', 'aria-label': `Withdraw ${title}` }}
                        title={`Withdraw ${title}?`}
                        submit="Withdraw"
                        danger
                        onSubmit={async () => {
                          await api.delete(`${base}/${id}`, okSchema);
                          say(`${title} is withdrawn.`);
                          list.reload();
                        }}
                      >
                        <p className="soft">Desktops stop showing it at their next check.</p>
                      </DialogButton>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Await>
      </Card>
    </Page>
  );
}
