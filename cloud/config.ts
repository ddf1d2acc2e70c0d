/**
 * The service's configuration: the environment, parsed once at start.
 *
 * Everything else receives the parsed value; nothing else reads the environment. In production a missing
 * variable stops the start with a sentence that names it, because a service that guesses its public address,
 * its secret or its administrator is unsafe. `docs/cloud-configuration.md` has the same table in words.
 */
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** A configuration that cannot be used; the message is meant for the person who starts the service. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const flagList = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()).filter((part) => part.length > 0));

const originSchema = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin);

const environmentSchema = z.object({
  HOLDFAST_ENV: z.enum(['development', 'production']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4310),
  HOST: z.string().min(1).default('127.0.0.1'),
  HOLDFAST_DATA: z.string().min(1).optional(),
  HOLDFAST_PUBLIC_URL: originSchema.optional(),
  HOLDFAST_SECRET: z.string().min(32, 'needs at least 32 characters').optional(),
  HOLDFAST_ADMIN_EMAIL: z.email().optional(),
  HOLDFAST_FOUNDER_NAME: z.string().min(1).max(80).default('Founder'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  HOLDFAST_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  HOLDFAST_MAIL_FROM: z.email().optional(),
  HOLDFAST_ALLOWED_ORIGINS: flagList.pipe(z.array(originSchema)).default([]),
  HOLDFAST_TRUSTED_PROXIES: flagList.pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))).default([]),
  HOLDFAST_METRICS_TOKEN: z.string().min(16, 'needs at least 16 characters').optional(),
  HOLDFAST_DOWNLOADS: z.string().min(1).optional(),
  HOLDFAST_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  HOLDFAST_REQUESTS_PER_MINUTE: z.coerce.number().int().min(10).max(100_000_000).default(600),
  HOLDFAST_BACKUP_HOUR: z.coerce.number().int().min(0).max(23).default(3),
  HOLDFAST_BACKUP_KEEP: z.coerce.number().int().min(1).max(365).default(14),
});

/** Variables without which production does not start, with the reason a person is told. */
const REQUIRED_IN_PRODUCTION = {
  HOLDFAST_PUBLIC_URL: 'the address people and links use, e.g. https://account.example.com',
  HOLDFAST_SECRET: 'the secret that seals stored keys and cookies (at least 32 random characters)',
  HOLDFAST_ADMIN_EMAIL: 'the address of the first administrator, who receives a one-time link',
  HOLDFAST_SMTP_URL: 'the mail server, e.g. smtps://user:password@mail.example.com',
  HOLDFAST_MAIL_FROM: 'the address mail is sent from',
} as const;

/** The parsed configuration; shapes are final, nothing is optional that the service needs. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Absolute folder for the embedded database, backups and the development secret. */
  readonly dataFolder: string;
  /** Public origin; null in development until the service has its port. */
  readonly publicUrl: string | null;
  /** Master secret; null in development, where one is generated in the data folder. */
  readonly secret: string | null;
  readonly adminEmail: string;
  readonly founderName: string;
  /** Administrative connection to a PostgreSQL server; null for the embedded one. */
  readonly databaseUrl: string | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly allowedOrigins: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly metricsToken: string | null;
  /** Folder of desktop installers to offer; null for none. */
  readonly downloadsFolder: string | null;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  /** Of one person or one device, on every route besides its own limits; ten times as many of one network address. */
  readonly requestsPerMinute: number;
  readonly backupHourUtc: number;
  readonly backupsKept: number;
}

/**
 * Parses the environment.
 * @throws {ConfigError} naming every variable that is missing or malformed; values are never repeated in the message.
 */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  // Whoever says production in the common way means it here too; the other way round a service would run unguarded.
  if (present['NODE_ENV'] === 'production') present['HOLDFAST_ENV'] ??= 'production';
  const parsed = environmentSchema.safeParse(present);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The configuration cannot be used:\n${lines.join('\n')}`);
  }
  const env = parsed.data;
  const production = env.HOLDFAST_ENV === 'production';
  if (production) {
    const missing = Object.entries(REQUIRED_IN_PRODUCTION).filter(([name]) => present[name] === undefined);
    if (missing.length > 0) {
      const lines = missing.map(([name, reason]) => `  ${name}: ${reason}`);
      throw new ConfigError(`Production needs these variables, which are not set:\n${lines.join('\n')}`);
    }
    if (!env.HOLDFAST_PUBLIC_URL?.startsWith('https://')) {
      throw new ConfigError('HOLDFAST_PUBLIC_URL must start with https:// in production: session cookies are Secure.');
    }
    if (env.DATABASE_URL === undefined && env.HOLDFAST_DATA === undefined) {
      throw new ConfigError('Production needs DATABASE_URL, or HOLDFAST_DATA as the folder of the embedded database.');
    }
  }
  return {
    production,
    host: env.HOST,
    port: env.PORT,
    dataFolder: resolve(env.HOLDFAST_DATA ?? join('.cache', 'holdfast'), 'cloud'),
    publicUrl: env.HOLDFAST_PUBLIC_URL ?? null,
    secret: env.HOLDFAST_SECRET ?? null,
    adminEmail: env.HOLDFAST_ADMIN_EMAIL ?? 'founder@holdfast.example',
    founderName: env.HOLDFAST_FOUNDER_NAME,
    databaseUrl: env.DATABASE_URL ?? null,
    smtpUrl: env.HOLDFAST_SMTP_URL ?? null,
    mailFrom: env.HOLDFAST_MAIL_FROM ?? 'no-reply@holdfast.example',
    allowedOrigins: env.HOLDFAST_ALLOWED_ORIGINS,
    trustedProxies: env.HOLDFAST_TRUSTED_PROXIES,
    metricsToken: env.HOLDFAST_METRICS_TOKEN ?? null,
    downloadsFolder: env.HOLDFAST_DOWNLOADS === undefined ? null : resolve(env.HOLDFAST_DOWNLOADS),
    logLevel: env.HOLDFAST_LOG_LEVEL,
    requestsPerMinute: env.HOLDFAST_REQUESTS_PER_MINUTE,
    backupHourUtc: env.HOLDFAST_BACKUP_HOUR,
    backupsKept: env.HOLDFAST_BACKUP_KEEP,
  };
}
