import { deviceListSchema, seatListSchema } from '../../../contract/tenant.ts';
import { api } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { DeviceTable } from '../../components/device-table.tsx';
import { Await, Page } from '../../components/page.tsx';
import { useLoad } from '../../components/use-load.ts';
import { useTenant } from './use-tenant.ts';

/** The devices of all seats. */
export function AllDevicesPage({ tenantId }: { tenantId: string }) {
  const base = `/api/tenants/${tenantId}`;
  const tenant = useTenant(tenantId);
  const loaded = useLoad(tenantId, async () => {
    const [{ devices, limitPerSeat }, { seats }] = await Promise.all([
      api.get(`${base}/devices`, deviceListSchema),
      api.get(`${base}/seats?limit=200`, seatListSchema),
    ]);
    return { devices, limitPerSeat, people: new Map(seats.map(({ userId, email }) => [userId, email])) };
  });
  return (
    <Page title="All devices" lead="Desktops signed in for any seat.">
      <Await from={loaded}>
        {({ devices, limitPerSeat, people }) => (
          <Card title={`${devices.length} signed in`} lead={`At most ${limitPerSeat} for each seat.`}>
            <DeviceTable
              label="Devices"
              tenantId={tenantId}
              devices={devices}
              personOf={(userId) => people.get(userId) ?? 'Another seat'}
              {...(tenant.data?.role == null ? {} : { onChanged: loaded.reload })}
            />
          </Card>
        )}
      </Await>
    </Page>
  );
}
