import { deviceListSchema } from '../../../contract/tenant.ts';
import { api } from '../../api.ts';
import { Link } from '../../app/router.tsx';
import { useMe } from '../../app/session.tsx';
import { Card } from '../../components/card.tsx';
import { DeviceTable } from '../../components/device-table.tsx';
import { Notice } from '../../components/notice.tsx';
import { Await, Page } from '../../components/page.tsx';
import { useLoad } from '../../components/use-load.ts';

/** The person's own devices, seat by seat. */
export function DevicesPage() {
  const { memberships } = useMe();
  return (
    <Page
      title="My devices"
      lead="Desktops that use your seat."
      actions={
        <Link className="button primary" href="/device">
          Enter a code
        </Link>
      }
    >
      {memberships.length === 0 && <Notice title="You have no seat at present" />}
      {memberships.map(({ tenantId, name, status }) => (
        <Seat key={tenantId} tenantId={tenantId} name={name} suspended={status === 'suspended'} />
      ))}
    </Page>
  );
}

function Seat({ tenantId, name, suspended }: { tenantId: string; name: string; suspended: boolean }) {
  const { userId } = useMe();
  const list = useLoad(tenantId, () => api.get(`/api/tenants/${tenantId}/devices`, deviceListSchema));
  if (suspended) {
    return (
      <Card title={name}>
        <Notice kind="caution" title="The organisation is suspended" />
      </Card>
    );
  }
  return (
    <Await from={list}>
      {({ devices, limitPerSeat }) => {
        const own = devices.filter((device) => device.userId === userId);
        return (
          <Card title={name} lead={`${own.length} of ${limitPerSeat} devices`}>
            <DeviceTable label={`Devices at ${name}`} tenantId={tenantId} devices={own} onChanged={list.reload} />
          </Card>
        );
      }}
    </Await>
  );
}
