/**
 * The route table: every operation of the service is one entry, with who may call it.
 *
 * The access rule is data, not code in a handler: the server enforces it, the OpenAPI document shows it, and the
 * isolation test asks every route as every kind of person and compares.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Caller, Person } from '../auth/accounts.ts';
import type { MemberRole, Plan, TenantStatus } from '../db/schema.ts';
import type { TenantTx } from '../db/with-tenant.ts';
import type { Limit } from './rate-limit.ts';

/** Who may call a route. */
export type Access =
  /** Anybody; the route protects itself (one-time tokens, device tokens, passwords). */
  | { readonly kind: 'public' }
  /** Anybody with a session. */
  | { readonly kind: 'person' }
  /** A member of the tenant in the address, in one of these roles. */
  | {
      readonly kind: 'tenant';
      readonly roles: readonly MemberRole[];
      /** Also answers while the tenant is suspended: a person's way to their own data stays open. */
      readonly whileSuspended: boolean;
      /** The operator may look at it through an audited, read-only view. */
      readonly viewable: boolean;
    }
  | { readonly kind: 'operator' };

type Schema = z.ZodType | undefined;
type Output<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;

/** Writes one line of an audit log. `detail` must not hold secrets. */
export type Audit = (action: string, target?: string | null, detail?: Readonly<Record<string, unknown>>) => Promise<void>;

interface BaseContext<B extends Schema, P extends Schema, Q extends Schema> {
  readonly body: Output<B>;
  readonly params: Output<P>;
  readonly query: Output<Q>;
  readonly caller: Caller;
  readonly now: Date;
  readonly requestId: string;
  /** Raw Authorization header. */
  readonly authorization: string | undefined;
  /** Adds Set-Cookie headers to the answer. */
  setCookies(cookies: readonly string[]): void;
  /** Who an anonymous request turned out to come from: the log names the person, and this browser is known to the address from now on. */
  recognise(person: { readonly userId: string; readonly email: string }): void;
  /** Another status than the route's own, e.g. for RFC 6749 errors. */
  setStatus(status: number): void;
  /** The service's own log. */
  readonly platformAudit: Audit;
}

export type PublicContext<B extends Schema, P extends Schema, Q extends Schema> = BaseContext<B, P, Q>;
export interface PersonContext<B extends Schema, P extends Schema, Q extends Schema> extends BaseContext<B, P, Q> {
  readonly person: Person;
}
export interface TenantContext<B extends Schema, P extends Schema, Q extends Schema> extends PersonContext<B, P, Q> {
  /** The request's one transaction, which sees this tenant only. It commits when the handler resolves. */
  readonly tx: TenantTx;
  readonly tenant: {
    readonly tenantId: string;
    readonly name: string;
    readonly status: TenantStatus;
    readonly plan: Plan;
    readonly deviceLimit: number;
  };
  /** Null for the operator's view. */
  readonly role: MemberRole | null;
  /** The end of the operator's view; null for members. */
  readonly viewUntil: Date | null;
  /** The tenant's log, in the same transaction. */
  readonly audit: Audit;
}

/** What every entry says about itself. */
export interface RouteSpec<B extends Schema, P extends Schema, Q extends Schema, R extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with `:name` parameters; tenant routes start with /api/tenants/:tenantId. */
  readonly url: string;
  readonly summary: string;
  readonly tag: string;
  readonly body?: B;
  readonly params?: P;
  readonly query?: Q;
  readonly response: R;
  /** Status of success; 200 unless told. */
  readonly status?: number;
  readonly limits?: readonly Limit[];
  /** Needs a sign-in or confirmation in the last ten minutes. */
  readonly recent?: boolean;
  /** Largest body in bytes; 64 KiB unless told. */
  readonly bodyLimit?: number;
  /** Body of a 400 in another standard's form (RFC 6749); problem documents otherwise. */
  readonly badRequest?: z.ZodType;
  /** Accepts `application/x-www-form-urlencoded` besides JSON (RFC 8628 clients). */
  readonly form?: boolean;
}

/** One entry of the table, its types folded away; built by the functions below only. */
export interface Route {
  readonly access: Access;
  readonly spec: RouteSpec<Schema, Schema, Schema, z.ZodType>;
  readonly run: (context: TenantContext<Schema, Schema, Schema>) => Promise<unknown>;
}

/** What the server needs besides the route: exported for it alone. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

function fold<B extends Schema, P extends Schema, Q extends Schema, R extends z.ZodType, C>(
  access: Access,
  spec: RouteSpec<B, P, Q, R>,
  run: (context: C) => Promise<z.output<R>>,
): Route {
  // The server validated the request with this very spec and enforced this very access before it calls `run`, so
  // the context it passes has these types; the cast is what "folding the types away" means.
  return { access, spec, run: run as unknown as Route['run'] };
}

export function publicRoute<R extends z.ZodType, B extends Schema = undefined, P extends Schema = undefined, Q extends Schema = undefined>(
  spec: RouteSpec<B, P, Q, R>,
  run: (context: PublicContext<B, P, Q>) => Promise<z.output<R>>,
): Route {
  return fold({ kind: 'public' }, spec, run);
}

export function personRoute<R extends z.ZodType, B extends Schema = undefined, P extends Schema = undefined, Q extends Schema = undefined>(
  spec: RouteSpec<B, P, Q, R>,
  run: (context: PersonContext<B, P, Q>) => Promise<z.output<R>>,
): Route {
  return fold({ kind: 'person' }, spec, run);
}

export function operatorRoute<R extends z.ZodType, B extends Schema = undefined, P extends Schema = undefined, Q extends Schema = undefined>(
  spec: RouteSpec<B, P, Q, R>,
  run: (context: PersonContext<B, P, Q>) => Promise<z.output<R>>,
): Route {
  return fold({ kind: 'operator' }, spec, run);
}

export interface TenantAccess {
  readonly roles: readonly MemberRole[];
  readonly whileSuspended?: boolean;
  readonly viewable?: boolean;
}

export function tenantRoute<R extends z.ZodType, B extends Schema = undefined, P extends Schema = undefined, Q extends Schema = undefined>(
  access: TenantAccess,
  spec: RouteSpec<B, P, Q, R>,
  run: (context: TenantContext<B, P, Q>) => Promise<z.output<R>>,
): Route {
  const { roles, whileSuspended = false, viewable = false } = access;
  return fold({ kind: 'tenant', roles, whileSuspended, viewable }, spec, run);
}

export const EVERYBODY: readonly MemberRole[] = ['owner', 'admin', 'support', 'seat'];
export const STAFF: readonly MemberRole[] = ['owner', 'admin', 'support'];
export const MANAGERS: readonly MemberRole[] = ['owner', 'admin'];
export const OWNERS: readonly MemberRole[] = ['owner'];
