/** For tests that ask every route: something to send to each. */

export const RULES = [{ id: 'cap', kind: 'ticket-cap', severity: 'major', enabled: true, parameters: { maximum: 6 } }];
export const THEME = { light: { accent: '#1f5fd0', onAccent: '#ffffff' }, dark: { accent: '#7fb0ff', onAccent: '#0b1220' } };

export const NOBODY = '99999999-9999-4999-8999-999999999999';
const WRONG = 'not-the-password-of-anybody';
const TOKEN = 'A'.repeat(43);

/** A well-formed body for each route that needs one; aimed at nothing, so that an allowed call changes nothing. */
export const BODIES: Record<string, unknown> = {
  'POST /api/auth/sign-up': { email: 'nobody@nowhere.example', password: 'short', name: 'N', organisation: 'O' },
  'POST /api/auth/verify-email': { token: TOKEN, password: WRONG },
  'POST /api/auth/sign-in': { email: 'nobody@nowhere.example', password: WRONG },
  'POST /api/auth/forgot-password': { email: 'nobody@nowhere.example' },
  'POST /api/auth/reset-password/check': { token: TOKEN },
  'POST /api/auth/reset-password': { token: TOKEN, password: WRONG },
  'POST /api/auth/confirm': { password: WRONG },
  'PUT /api/me': { name: 'Test Person' },
  'POST /api/me/delete': { email: 'nobody@nowhere.example' },
  'POST /api/auth/password': { current: WRONG, password: 'another-fine-phrase-41' },
  'POST /api/auth/two-factor/enable': { password: WRONG },
  'POST /api/auth/two-factor/activate': { code: '000000' },
  'POST /api/auth/two-factor/disable': { password: WRONG },
  'POST /api/auth/two-factor/recovery-codes': { password: WRONG },
  'POST /api/tenants': { name: 'Another' },
  'PUT /api/tenants/:tenantId': { name: 'Renamed' },
  'PUT /api/tenants/:tenantId/seats/:userId/role': { role: 'seat' },
  'POST /api/tenants/:tenantId/invitations': { email: 'same@everywhere.example', role: 'seat' },
  'POST /api/tenants/:tenantId/invitations/csv': { csv: 'not an address' },
  'POST /api/invitations/preview': { token: `${NOBODY}_${TOKEN}` },
  'POST /api/invitations/join': { token: `${NOBODY}_${TOKEN}`, name: 'N', password: WRONG },
  'POST /api/invitations/accept': { token: `${NOBODY}_${TOKEN}` },
  'POST /api/tenants/:tenantId/leave': { name: 'not its name' },
  'POST /api/tenants/:tenantId/delete': { name: 'not its name', exportDigest: 'a'.repeat(64) },
  'POST /api/tenants/:tenantId/rule-packs': { name: 'P', rules: RULES },
  'PUT /api/tenants/:tenantId/rule-packs/:packId': { name: 'P', rules: RULES },
  'PUT /api/tenants/:tenantId/branding': { displayName: 'B', theme: THEME, logo: null, links: [] },
  'POST /api/tenants/:tenantId/announcements': { title: 'T', body: 'B' },
  'POST /api/tenants/:tenantId/legal/accept': { kind: 'terms', version: 1 },
  'POST /api/device/authorize': { installation_id: NOBODY, device_name: 'D', platform: 'linux' },
  'POST /api/device/token': { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: TOKEN, installation_id: NOBODY },
  'POST /api/tenants/:tenantId/devices/decide': { userCode: 'BBBB-BBBB', approve: false },
  'POST /api/desktop/licence': { bundleRevision: 0, keysRevision: 0 },
  'POST /api/desktop/legal/accept': { kind: 'terms', version: 1, acceptedAt: '2026-01-01T00:00:00Z' },
  'POST /api/operator/tenants': { name: 'X', ownerEmail: 'x@x.example' },
  'POST /api/operator/tenants/:tenantId/suspend': { reason: 'matrix' },
  'PUT /api/operator/tenants/:tenantId/plan': { plan: 'team', seatLimit: 50, deviceLimit: 2 },
  'POST /api/operator/tenants/:tenantId/notes': { body: 'note' },
  'POST /api/operator/tenants/:tenantId/view-as': { reason: 'matrix' },
  'POST /api/operator/keys/rotate': { compromised: false },
  'POST /api/operator/legal': {
    kind: 'privacy',
    title: 'Privacy',
    url: 'https://example.com/privacy',
    contentHash: 'b'.repeat(64),
    effectiveAt: '2026-01-01T00:00:00Z',
  },
};
