/** The HTTP server: the route table put behind validation, sessions, access rules, limits and one error format. */
import { hash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Writable } from 'node:stream';
import cors from '@fastify/cors';
import swagger from '@fastify/swagger';
import fastify, { LogController } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Caller, Person } from '../auth/accounts.ts';
import { problemSchema } from '../contract/errors.ts';
import type { TenantTx } from '../db/with-tenant.ts';
import type { Parts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { writeAudit } from '../tenants/audit.ts';
import type { Actor } from '../tenants/audit.ts';
import { answerClientError } from './client-errors.ts';
import { describeError, toProblem } from './errors.ts';
import { createLoadLimit } from './load-limit.ts';
import { methodLookup } from './methods.ts';
import { createMetrics } from './metrics.ts';
import { assertOrigin, originPolicy } from './origin.ts';
import { createRateLimiter, networkOf } from './rate-limit.ts';
import type { Limit } from './rate-limit.ts';
import type { Access, Audit, Route, TenantContext } from './route.ts';
import { securityHeaders } from './security-headers.ts';

type AnyContext = TenantContext<undefined, undefined, undefined>;

const BODY_LIMIT = 64 * 1024;
const PROBES = ['/healthz', '/readyz', '/metrics', '/openapi.json', '/api-reference'];
const KNOWN_BROWSER_SECONDS = 180 * 86_400;

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once the session was looked up; null for anonymous. */
    person: Person | null;
  }
}

/** No body of the contract is nested deeper; a deeper one is only meant to exhaust a stack. */
const DEEPEST = 32;

/** Whether a value can be stored: PostgreSQL holds neither NUL nor half of a surrogate pair, and no person types them. */
function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return !value.includes('\u0000') && value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  if (depth > DEEPEST) return false;
  return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorable(inner, depth + 1));
}

function cookieValue(header: string, name: string): string | undefined {
  for (const part of header.split(';')) {
    const [key, ...rest] = part.trim().split('=');
    if (key === name) return rest.join('=');
  }
  return undefined;
}

/** Compares digests: how long it takes says nothing about where the two differ. */
function isBearer(authorization: string | undefined, token: string): boolean {
  return timingSafeEqual(hash('sha256', authorization ?? '', 'buffer'), hash('sha256', `Bearer ${token}`, 'buffer'));
}

/** A built server; `listen` is the caller's. `log` takes the log's lines instead of standard output. */
export async function createServer(parts: Parts, routes: readonly Route[], log?: Writable): Promise<FastifyInstance> {
  const { config, clock, database, accounts } = parts;
  const security = securityHeaders(config.production);
  const limiter = createRateLimiter(database.platform, parts.secrets, clock);
  const load = createLoadLimit(config.requestsPerMinute, clock);
  const metrics = createMetrics(database);
  const allowedOrigin = originPolicy(parts.address.origin, config.allowedOrigins, config.production);
  const methodsAt = methodLookup([...routes.map(({ spec }) => spec), ...PROBES.map((url) => ({ method: 'GET', url }))]);
  const knownCookieName = config.production ? '__Host-holdfast.known' : 'holdfast.known';

  const app = fastify({
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    bodyLimit: BODY_LIMIT,
    // Request ids are ours: a client's header would let it write into the log.
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // Our own line is written when the answer is out, without addresses or parameters, and names the request itself: making a
    // logger for each request is work that hardly any request has a use for.
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (logger) => logger,
    logger: { level: config.logLevel, base: { service: 'holdfast-cloud' }, serializers: { err: describeError }, ...(log === undefined ? {} : { stream: log }) },
    clientErrorHandler: answerClientError(security),
    forceCloseConnections: 'idle',
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('person', null);

  if (config.allowedOrigins.length > 0) {
    await app.register(cors, { origin: [...config.allowedOrigins], credentials: true, methods: ['GET', 'POST', 'PUT', 'DELETE'] });
  }
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Holdfast cloud', version: parts.version, description: 'Accounts, tenants, seats, devices and licences.' },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'holdfast.session_token' },
          device: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: jsonSchemaTransform,
  });

  // Forms of other sites can post text/plain without asking; nothing here reads it.
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(body.toString())));
  });

  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error);
    if (problem.status >= 500) {
      request.log.error({ requestId: request.id, code: problem.code, err: error }, 'request failed');
    }
    return sendProblem(request, reply, problem);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new Problem('request.not-found')));

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(security).header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) {
      reply.header('cache-control', 'no-store');
      load.consume('address', networkOf(request.ip));
    }
    assertOrigin(request, allowedOrigin);
  });
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onResponse', async (request, reply) => {
    // Kept open for a next request, a connection that was in use when the stop began would hold it up for a minute.
    if (closing) request.raw.socket.end();
    const route = request.routeOptions.url ?? 'none';
    metrics.observe(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    // The pattern, not the address: paths carry ids, queries carry searches.
    request.log.info(
      { requestId: request.id, method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'request',
    );
  });

  for (const route of routes) register(route);

  app.get('/healthz', { schema: { hide: true } }, async () => ({ ok: true }));
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '');
    const proxied = request.headers['x-forwarded-for'] !== undefined || request.headers['forwarded'] !== undefined;
    const allowed =
      config.metricsToken === null ? local && !proxied : isBearer(request.headers.authorization, config.metricsToken);
    if (!allowed) throw new Problem('request.not-found');
    reply.type(metrics.contentType);
    return metrics.text();
  });

  return app;

  function sendProblem(request: FastifyRequest, reply: FastifyReply, thrown: Problem): FastifyReply {
    const methods = thrown.code === 'request.not-found' ? methodsAt(request.url) : [];
    const wrongMethod = methods.length > 0 && !methods.includes(request.method);
    const problem = wrongMethod ? new Problem('request.method') : thrown;
    if (wrongMethod) reply.header('allow', methods.join(', '));
    if (problem.extras.retryAfterSeconds !== undefined) reply.header('retry-after', String(problem.extras.retryAfterSeconds));
    if (problem.status === 401) reply.header('www-authenticate', 'Session');
    return reply
      .status(problem.status)
      .type('application/problem+json; charset=utf-8')
      .serializer((body: unknown) => JSON.stringify(body))
      .send(problem.toBody(request.id));
  }

  function callerOf(request: FastifyRequest): Caller {
    const cookie = request.headers.cookie ?? '';
    return {
      address: request.ip,
      userAgent: request.headers['user-agent'] ?? '',
      cookie,
      known: cookieValue(cookie, knownCookieName),
    };
  }

  async function limit(route: Route, limits: readonly Limit[], request: FastifyRequest): Promise<void> {
    const name = `${route.spec.method} ${route.spec.url}`;
    const body = z.looseObject({ email: z.string().optional(), token: z.string().optional() }).safeParse(request.body).data;
    for (const one of limits) {
      const value =
        one.by === 'address' ? networkOf(request.ip) : one.by === 'user' ? request.person?.userId : one.by === 'email' ? body?.email : body?.token;
      if (value !== undefined) await limiter.consume(name, one, value);
    }
  }

  /** Session and operator role, before the body is even looked at. */
  async function authenticate(access: Access, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (access.kind === 'public') return;
    const session = await accounts.session(callerOf(request));
    if (session === null) throw new Problem('session.required');
    if (session.cookies.length > 0) reply.header('set-cookie', [...session.cookies]);
    request.person = session.person;
    if (access.kind === 'operator' && !session.person.operator) throw new Problem('operator.required');
  }

  function register(route: Route): void {
    const { access, spec } = route;
    app.route({
      method: spec.method,
      url: spec.url,
      bodyLimit: spec.bodyLimit ?? BODY_LIMIT,
      schema: {
        summary: spec.summary,
        tags: [spec.tag],
        description: describeAccess(access, spec.recent === true),
        ...(access.kind === 'public' ? {} : { security: [{ session: [] }] }),
        ...(spec.body === undefined ? {} : { body: spec.body }),
        ...(spec.params === undefined ? {} : { params: spec.params }),
        ...(spec.query === undefined ? {} : { querystring: spec.query }),
        response: {
          [spec.status ?? 200]: spec.response,
          ...(spec.badRequest === undefined ? {} : { 400: spec.badRequest }),
          default: problemSchema,
        },
      },
      preValidation: async (request, reply) => {
        await authenticate(access, request, reply);
        if (request.person !== null) load.consume('user', request.person.userId);
        else if (request.headers.authorization !== undefined) load.consume('token', request.headers.authorization);
        if (![request.body, request.params, request.query].every((part) => isStorable(part))) throw new Problem('request.invalid');
        if (spec.form !== true && request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) {
          throw new Problem('request.media-type');
        }
      },
      handler: (request, reply) => handle(route, request, reply),
    });
  }

  async function handle(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const { access, spec } = route;
    const now = clock();
    if (spec.limits !== undefined) await limit(route, spec.limits, request);
    const { person } = request;
    if (spec.recent === true && (person === null || person.confirmedUntil <= now)) throw new Problem('session.confirm');
    reply.status(spec.status ?? 200);
    let actor: Actor = {
      actorId: person?.userId ?? null,
      actor: person?.email ?? 'anonymous',
      address: request.ip,
      requestId: request.id,
    };
    const platformAudit: Audit = async (action, target = null, detail = {}) => {
      await database.platform
        .insertInto('platform.audit_entry')
        .values({
          at: now,
          actor_id: actor.actorId,
          actor: actor.actor,
          action,
          target,
          detail: JSON.stringify(detail),
          address: actor.address,
          request_id: actor.requestId,
        })
        .execute();
    };
    const base = {
      body: request.body,
      params: request.params,
      query: request.query,
      caller: callerOf(request),
      now,
      requestId: request.id,
      authorization: request.headers.authorization,
      setCookies: (cookies: readonly string[]) => void reply.header('set-cookie', [...cookies]),
      recognise: ({ userId, email }: { userId: string; email: string }) => {
        actor = { ...actor, actorId: userId, actor: email };
        const value = parts.guard.knownCookieFor(email);
        const secure = config.production ? '; Secure' : '';
        void reply.header(
          'set-cookie',
          `${knownCookieName}=${value}; Path=/; Max-Age=${KNOWN_BROWSER_SECONDS}; HttpOnly; SameSite=Lax${secure}`,
        );
      },
      setStatus: (status: number) => void reply.status(status),
      platformAudit,
      person,
    };
    if (access.kind !== 'tenant') return route.run(base as unknown as AnyContext);
    if (person === null) throw new Problem('session.required');
    const { tenantId } = tenantParamsSchema.parse(request.params);
    return database.withTenant(tenantId, async (tx) => {
      const audit: Audit = (action, target = null, detail = {}) => writeAudit(tx, tenantId, actor, { action, target, detail }, now);
      const admitted = await admit(access, person, tenantId, tx, audit, request);
      return route.run({ ...base, person, tx, audit, ...admitted } as unknown as AnyContext);
    });
  }

  /** The tenant and the caller's role in it. Strangers learn nothing: to them no tenant exists. */
  async function admit(
    access: Extract<Access, { kind: 'tenant' }>,
    person: Person,
    tenantId: string,
    tx: TenantTx,
    audit: Audit,
    request: FastifyRequest,
  ): Promise<Pick<AnyContext, 'tenant' | 'role' | 'viewUntil'>> {
    const row = await tx
      .selectFrom('app.tenant as t')
      .leftJoin('app.membership as m', (join) =>
        join.onRef('m.tenant_id', '=', 't.tenant_id').on('m.user_id', '=', person.userId).on('m.removed_at', 'is', null),
      )
      .select(['t.name', 't.status', 't.plan', 't.device_limit', 'm.role'])
      .where('t.tenant_id', '=', tenantId)
      .executeTakeFirst();
    if (row === undefined) throw new Problem('tenant.not-found');
    const tenant = { tenantId, name: row.name, status: row.status, plan: row.plan, deviceLimit: row.device_limit };
    if (row.role === null) {
      if (!(person.operator && access.viewable && request.method === 'GET')) throw new Problem('tenant.not-found');
      const grant = await database.platform
        .selectFrom('platform.view_grant')
        .select(['reason', 'expires_at'])
        .where('operator_id', '=', person.userId)
        .where('for_tenant', '=', tenantId)
        .where('expires_at', '>', clock())
        .executeTakeFirst();
      if (grant === undefined) throw new Problem('operator.reason');
      await audit('operator.viewed', request.routeOptions.url ?? null, { reason: grant.reason });
      return { tenant, role: null, viewUntil: grant.expires_at };
    }
    if (!access.roles.includes(row.role)) throw new Problem('role.forbidden');
    if (row.status === 'suspended' && !access.whileSuspended) throw new Problem('tenant.suspended');
    return { tenant, role: row.role, viewUntil: null };
  }
}

const tenantParamsSchema = z.looseObject({ tenantId: z.uuid() });

function describeAccess(access: Access, recent: boolean): string {
  const who =
    access.kind === 'public'
      ? 'Anybody.'
      : access.kind === 'person'
        ? 'Anybody signed in.'
        : access.kind === 'operator'
          ? 'The operator.'
          : `Members of the tenant: ${access.roles.join(', ')}.${access.viewable ? ' The operator through an audited view.' : ''}${access.whileSuspended ? ' Also while suspended.' : ''}`;
  return recent ? `${who} Needs a confirmation in the last ten minutes.` : who;
}
