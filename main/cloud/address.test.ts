import { describe, expect, it } from 'vitest';
import { isOfService, serviceOrigin } from './address.ts';

describe('the service’s address', () => {
  it.each([
    ['https://cloud.holdfast.example', 'https://cloud.holdfast.example'],
    [' https://cloud.holdfast.example:8443/ ', 'https://cloud.holdfast.example:8443'],
    ['http://127.0.0.1:4310', 'http://127.0.0.1:4310'],
    ['http://localhost:4310/', 'http://localhost:4310'],
    ['http://[::1]:4310', 'http://[::1]:4310'],
  ])('%s is %s', (address, origin) => expect(serviceOrigin(address)).toBe(origin));

  it.each([
    'http://cloud.holdfast.example', 'http://127.0.0.1.evil.example', 'http://localhost.evil.example', 'https://user@cloud.holdfast.example', 'https://cloud.holdfast.example/path',
    'https://cloud.holdfast.example/?x=1', 'ftp://127.0.0.1', 'file:///etc/passwd', 'javascript:alert(1)', 'cloud.holdfast.example', '',
  ])('%s is refused', (address) => expect(serviceOrigin(address)).toBeNull());
});

describe('a page of the service', () => {
  it('has its origin; on this machine all names are one', () => {
    expect(isOfService('https://cloud.example/device?code=X', 'https://cloud.example')).toBe(true);
    expect(isOfService('http://localhost:4310/device', 'http://127.0.0.1:4310')).toBe(true);
  });
  it.each(['https://cloud.example.evil/device', 'http://cloud.example/device', 'https://user@cloud.example/device', 'https://cloud.example:444/', 'javascript:alert(1)', ''])('is not %s', (address) =>
    expect(isOfService(address, 'https://cloud.example')).toBe(false),
  );
  it('on this machine is not on another port', () => expect(isOfService('http://localhost:4311/', 'http://127.0.0.1:4310')).toBe(false));
});
