import { describe, expect, it } from '@jest/globals';
import { newSecret } from '#libs/auth';
import { SessionCookie } from './session-cookie.js';

const open = new SessionCookie(new URL('http://localhost:8080'));
const secure = new SessionCookie(new URL('https://vigie.example'));
const expires = new Date('2026-11-24T12:00:00Z');

describe('SessionCookie', () => {
  it('reads what it gave', () => {
    const secret = newSecret();
    for (const cookie of [open, secure]) {
      const [pair = ''] = cookie.give(secret, expires).split(';');
      expect(cookie.read(pair)).toBe(secret);
      expect(cookie.read(`a=1; ${pair}; b=2`)).toBe(secret);
      expect(cookie.read(`x${pair}`)).toBeUndefined();
    }
  });

  it.each([undefined, '', 'vigie=', 'vigie=short', `vigie=${'a'.repeat(44)}`, `vigie="${'a'.repeat(43)}"`])(
    'finds nothing in %s',
    (header) => {
      expect(open.read(header)).toBeUndefined();
    },
  );

  it('is out of reach of scripts, other sites and, on https, of plain connections', () => {
    expect(secure.give('s', expires)).toBe(
      '__Host-vigie=s; Path=/; HttpOnly; SameSite=Strict; Secure; Expires=Tue, 24 Nov 2026 12:00:00 GMT',
    );
    expect(open.give('s', expires)).not.toContain('Secure');
    expect(secure.takeBack()).toContain('Max-Age=0');
  });
});
