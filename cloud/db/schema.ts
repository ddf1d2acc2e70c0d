/** Row shapes of the three schemas, as kysely sees them. One interface per role: a query on another role's table does not compile. */
import type { ColumnType, Generated } from 'kysely';

/** jsonb: written as text that is already JSON, read as parsed data to be validated by whoever reads it. */
type Json = ColumnType<unknown, string, string>;
type JsonDefault = ColumnType<unknown, string | undefined, string>;

export type MemberRole = 'owner' | 'admin' | 'support' | 'seat';
export type TenantStatus = 'active' | 'suspended';
export type Plan = 'trial' | 'solo' | 'team' | 'partner';

export interface TenantTable {
  tenant_id: string;
  name: string;
  status: Generated<TenantStatus>;
  plan: Generated<Plan>;
  seat_limit: number;
  device_limit: Generated<number>;
  trial_ends_at: Date | null;
  bundle_revision: Generated<number>;
  suspended_reason: string | null;
  created_at: Date;
}

export interface MembershipTable {
  tenant_id: string;
  user_id: string;
  email: string;
  name: string;
  role: MemberRole;
  joined_at: Date;
  removed_at: Date | null;
}

export interface InvitationTable {
  tenant_id: string;
  invitation_id: string;
  email: string;
  role: MemberRole;
  token_hash: string;
  invited_by: string;
  created_at: Date;
  expires_at: Date;
  accepted_at: Date | null;
  revoked_at: Date | null;
  times_sent: Generated<number>;
}

export interface DeviceTable {
  tenant_id: string;
  device_id: string;
  user_id: string;
  installation_id: string;
  name: string;
  platform: 'windows' | 'macos' | 'linux';
  token_hash: string;
  created_at: Date;
  last_seen_at: Date;
  revoked_at: Date | null;
}

export interface RulePackTable {
  tenant_id: string;
  pack_id: string;
  name: string;
  draft: Json;
  created_at: Date;
  updated_at: Date;
  archived_at: Date | null;
}

export interface RulePackVersionTable {
  tenant_id: string;
  pack_id: string;
  version: number;
  name: string;
  rules: Json;
  content_hash: string;
  published_by: string;
  published_at: Date;
}

export interface BrandingTable {
  tenant_id: string;
  display_name: string;
  theme: Json;
  logo: string | null;
  links: Json;
  updated_at: Date;
}

export interface AnnouncementTable {
  tenant_id: string;
  announcement_id: string;
  title: string;
  body: string;
  starts_at: Date;
  ends_at: Date | null;
  created_at: Date;
  withdrawn_at: Date | null;
}

export interface LegalAcceptanceTable {
  tenant_id: string;
  user_id: string;
  kind: string;
  version: number;
  accepted_at: Date;
  address: string | null;
  /** Null for the portal. */
  device_id: string | null;
}

export interface TenantAuditTable {
  tenant_id: string;
  entry_id: string;
  at: Date;
  actor_id: string | null;
  actor: string;
  action: string;
  target: string | null;
  detail: JsonDefault;
  address: string | null;
  request_id: string | null;
}

export interface SeatUsageView {
  tenant_id: string;
  seat_limit: number;
  seats_used: number;
  seats_invited: number;
}

export interface MailTable {
  mail_id: Generated<string>;
  queued_at: Date;
  recipient: string;
  subject: string;
  sealed_body: string | null;
  attempts: Generated<number>;
  next_attempt_at: Date;
  sent_at: Date | null;
  failed_at: Date | null;
  last_error: string | null;
}

export interface LegalDocumentTable {
  kind: string;
  version: number;
  title: string;
  url: string;
  content_hash: string;
  effective_at: Date;
}

export interface PlatformAuditTable {
  entry_id: Generated<string>;
  at: Date;
  actor_id: string | null;
  actor: string;
  action: string;
  target: string | null;
  detail: JsonDefault;
  address: string | null;
  request_id: string | null;
}

export interface MigrationTable {
  id: number;
  name: string;
  digest: string;
  applied_at: Generated<Date>;
}

interface TenantTables {
  'app.tenant': TenantTable;
  'app.membership': MembershipTable;
  'app.invitation': InvitationTable;
  'app.device': DeviceTable;
  'app.rule_pack': RulePackTable;
  'app.rule_pack_version': RulePackVersionTable;
  'app.branding': BrandingTable;
  'app.announcement': AnnouncementTable;
  'app.legal_acceptance': LegalAcceptanceTable;
  'app.audit_entry': TenantAuditTable;
  'app.seat_usage': SeatUsageView;
}

/** What the role `holdfast_app` reaches: the rows of the tenant that is set, the mail queue, the legal documents. */
export interface AppDatabase extends TenantTables {
  'platform.mail': MailTable;
  'platform.legal_document': LegalDocumentTable;
}

export interface SigningKeyTable {
  kid: string;
  public_jwk: Json;
  sealed_private_jwk: string;
  created_at: Date;
  active_from: Date;
  retired_at: Date | null;
}

export interface DeviceGrantTable {
  grant_id: string;
  device_code_hash: string;
  user_code: string;
  installation_id: string;
  device_name: string;
  device_platform: 'windows' | 'macos' | 'linux';
  created_at: Date;
  expires_at: Date;
  interval_seconds: number;
  polled_at: Date | null;
  decided_at: Date | null;
  approved: boolean | null;
  for_tenant: string | null;
  for_user: string | null;
  redeemed_at: Date | null;
}

export interface RateLimitTable {
  bucket: string;
  window_start: Date;
  window_end: Date;
  used: number;
}

export interface ViewGrantTable {
  operator_id: string;
  for_tenant: string;
  reason: string;
  created_at: Date;
  expires_at: Date;
}

export interface TenantNoteTable {
  note_id: string;
  for_tenant: string;
  author: string;
  body: string;
  created_at: Date;
}

export interface TenantExportTable {
  for_tenant: string;
  digest: string;
  made_at: Date;
  made_by: string;
}

export interface PurgeReceiptTable {
  receipt_id: string;
  for_tenant: string;
  purged_at: Date;
  export_digest: string;
  counts: Json;
  receipt: string;
}

export interface JobRunTable {
  run_id: Generated<string>;
  job: string;
  started_at: Date;
  finished_at: Date | null;
  ok: boolean | null;
  detail: JsonDefault;
}

/** What the role `holdfast_platform` reaches: the service's own tables, and tenants across the board for the listed operations. */
export interface PlatformDatabase extends TenantTables {
  'platform.migration': MigrationTable;
  'platform.mail': MailTable;
  'platform.legal_document': LegalDocumentTable;
  'platform.signing_key': SigningKeyTable;
  'platform.device_grant': DeviceGrantTable;
  'platform.rate_limit': RateLimitTable;
  'platform.audit_entry': PlatformAuditTable;
  'platform.view_grant': ViewGrantTable;
  'platform.tenant_note': TenantNoteTable;
  'platform.tenant_export': TenantExportTable;
  'platform.purge_receipt': PurgeReceiptTable;
  'platform.job_run': JobRunTable;
}

export interface UserTable {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  image: string | null;
  createdAt: Date;
  updatedAt: Date;
  twoFactorEnabled: boolean | null;
  platformRole: 'operator' | null;
}

export interface SessionTable {
  id: string;
  expiresAt: Date;
  token: string;
  createdAt: Date;
  updatedAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
  userId: string;
}

export interface AccountTable {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  password: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface OneTimeLinkTable {
  token_hash: string;
  purpose: 'verify-email' | 'reset-password';
  user_id: string | null;
  email: string;
  payload: JsonDefault;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

export interface SignInGuardTable {
  bucket: string;
  failures: number;
  locked_until: Date | null;
  last_failure_at: Date;
}

export interface SessionConfirmationTable {
  session_id: string;
  confirmed_at: Date;
}

export interface UsedCodeTable {
  user_id: string;
  code_hash: string;
  used_at: Date;
}

export interface TwoFactorTable {
  id: string;
  userId: string;
  verified: boolean | null;
}

/** What the role `holdfast_auth` reaches: people and sessions; it may queue mail and write the service's audit log. */
export interface AuthDatabase {
  'auth.user': UserTable;
  'auth.session': SessionTable;
  'auth.account': AccountTable;
  'auth.twoFactor': TwoFactorTable;
  'auth.one_time_link': OneTimeLinkTable;
  'auth.sign_in_guard': SignInGuardTable;
  'auth.session_confirmation': SessionConfirmationTable;
  'auth.used_code': UsedCodeTable;
  'platform.mail': MailTable;
  'platform.audit_entry': PlatformAuditTable;
}
