import type { z } from 'zod';
import { okSchema } from '../../contract/common.ts';
import type { deviceSchema } from '../../contract/tenant.ts';
import { api } from '../api.ts';
import { say } from '../app/status.tsx';
import { DialogButton } from './dialog.tsx';
import { platformNames } from './format.ts';
import { Moment } from './moment.tsx';
import { Table } from './table.tsx';
import type { Column } from './table.tsx';

type Device = z.output<typeof deviceSchema>;

interface DeviceTableProps {
  label: string;
  tenantId: string;
  devices: readonly Device[];
  /** Names the person of a device, where there is more than one. */
  personOf?: (userId: string) => string;
  /** Without, devices are shown and not signed out. */
  onChanged?: () => void;
}

/** Desktops signed in for a seat. */
export function DeviceTable({ label, tenantId, devices, personOf, onChanged }: DeviceTableProps) {
  const columns: Column<Device>[] = [
    { head: 'Device', cell: ({ name }) => <span className="main-line">{name}</span> },
    ...(personOf === undefined ? [] : [{ head: 'Person', cell: ({ userId }: Device) => personOf(userId) }]),
    { head: 'Platform', cell: ({ platform }) => platformNames[platform] },
    { head: 'Signed in', cell: ({ createdAt }) => <Moment at={createdAt} /> },
    { head: 'Last seen', cell: ({ lastSeenAt }) => <Moment at={lastSeenAt} /> },
  ];
  if (onChanged !== undefined) {
    columns.push({
      head: '',
      cell: ({ id, name }) => (
        <DialogButton
          label="Sign out"
          look={{ small: true, kind: 'danger', 'aria-label': `Sign out ${name}` }}
          title={`Sign out ${name}?`}
          submit="Sign out"
          danger
          onSubmit={async () => {
            await api.delete(`/api/tenants/${tenantId}/devices/${id}`, okSchema);
            say(`${name} is signed out.`);
            onChanged();
          }}
        >
          <p className="soft">Its licence ends at the next check. The journal on it stays, with its export and its backups.</p>
        </DialogButton>
      ),
    });
  }
  return <Table label={label} empty="No device is signed in." rows={devices} keyOf={({ id }) => id} columns={columns} />;
}
