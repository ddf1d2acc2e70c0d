import { describe, expect, test } from 'vitest';
import { ConfigError, parseConfig } from './config.ts';

const PRODUCTION = {
  HOLDFAST_ENV: 'production',
  HOLDFAST_PUBLIC_URL: 'https://account.example.com/',
  HOLDFAST_SECRET: 's'.repeat(40),
  HOLDFAST_ADMIN_EMAIL: 'admin@example.com',
  HOLDFAST_SMTP_URL: 'smtps://user:pass@mail.example.com',
  HOLDFAST_MAIL_FROM: 'no-reply@example.com',
  DATABASE_URL: 'postgres://admin:pass@db.example.com/holdfast',
};

describe('configuration', () => {
  test('development needs nothing', () => {
    expect(parseConfig({})).toMatchObject({ production: false, port: 4310, publicUrl: null, databaseUrl: null, secret: null });
  });

  test('production with everything', () => {
    expect(parseConfig(PRODUCTION)).toMatchObject({ production: true, publicUrl: 'https://account.example.com', adminEmail: 'admin@example.com' });
  });

  test('NODE_ENV=production means production as well, unless HOLDFAST_ENV says otherwise', () => {
    expect(() => parseConfig({ NODE_ENV: 'production' })).toThrow('HOLDFAST_PUBLIC_URL');
    expect(parseConfig({ ...PRODUCTION, HOLDFAST_ENV: undefined, NODE_ENV: 'production' }).production).toBe(true);
    expect(parseConfig({ NODE_ENV: 'production', HOLDFAST_ENV: 'development' }).production).toBe(false);
    expect(parseConfig({ NODE_ENV: 'test' }).production).toBe(false);
  });

  test.each(['HOLDFAST_PUBLIC_URL', 'HOLDFAST_SECRET', 'HOLDFAST_ADMIN_EMAIL', 'HOLDFAST_SMTP_URL', 'HOLDFAST_MAIL_FROM', 'DATABASE_URL'])(
    'production without %s says so',
    (name) => {
      for (const value of [undefined, '']) {
        expect(() => parseConfig({ ...PRODUCTION, [name]: value })).toThrow(ConfigError);
        expect(() => parseConfig({ ...PRODUCTION, [name]: value })).toThrow(name);
      }
    },
  );

  test.each([
    ['PORT', '70000'],
    ['PORT', 'many'],
    ['HOLDFAST_PUBLIC_URL', 'ftp://x'],
    ['HOLDFAST_SECRET', 'short'],
    ['HOLDFAST_TRUSTED_PROXIES', '10.0.0.0/8, everybody'],
    ['HOLDFAST_ALLOWED_ORIGINS', 'https://a.example, *'],
    ['DATABASE_URL', 'mysql://x'],
  ])('%s=%s is refused by name and without repeating the value', (name, value) => {
    expect(() => parseConfig({ ...PRODUCTION, [name]: value })).toThrow(name);
    if (name === 'HOLDFAST_SECRET') expect(() => parseConfig({ ...PRODUCTION, [name]: 'hunter2-short' })).not.toThrow('hunter2');
  });

  test('plain http is refused in production', () => {
    expect(() => parseConfig({ ...PRODUCTION, HOLDFAST_PUBLIC_URL: 'http://account.example.com' })).toThrow('https://');
  });
});
