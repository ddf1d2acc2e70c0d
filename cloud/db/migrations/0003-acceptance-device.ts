/** A legal document may be accepted on a desktop: the record says on which. Null for the portal. */
export const acceptanceDevice = {
  id: 3,
  name: 'acceptance-device',
  sql: `
alter table app.legal_acceptance
  add column device_id uuid,
  add foreign key (tenant_id, device_id) references app.device (tenant_id, device_id);
`,
} as const;
