import { type KeyObject, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Actor } from '#libs/contracts';
import { FixedClock, newId } from '#libs/platform';
import { SignJWT } from 'jose';
import { readPrivateKey, readPublicKeys } from './keys.js';
import { TokenIssuer, TokenVerifier, serviceActor } from './token.js';

const pairs = new Map(['gateway', 'incident'].map((name) => [name, generateKeyPairSync('ed25519')]));
const privateKey = (name: string): KeyObject => pairs.get(name)?.privateKey as KeyObject;
const publicKeys = new Map([...pairs].map(([name, pair]) => [name, pair.publicKey]));

const person: Actor = {
  kind: 'person',
  id: newId(),
  issuer: 'gateway',
  agencyRoles: [],
  facilities: [{ id: newId(), territory: '972', roles: ['declarant'] }],
  locale: 'fr',
};

function setUp() {
  const clock = new FixedClock();
  const issuer = new TokenIssuer('gateway', privateKey('gateway'), clock);
  const verifier = new TokenVerifier(publicKeys, clock);
  return { clock, issuer, verifier };
}

const refused = { code: 'token-refused' };

/** What a thief or a mistaken service would make: any claims under any key. */
function forge(claims: Record<string, unknown>, key: KeyObject, clock: FixedClock): Promise<string> {
  const now = Math.floor(clock.now().getTime() / 1000);
  return new SignJWT({ aud: 'vigie', iat: now, exp: now + 60, iss: 'gateway', sub: `person:${person.id}`, ...claims })
    .setProtectedHeader({ alg: 'EdDSA' })
    .sign(key);
}

describe('a token between services', () => {
  it('tells who acts', async () => {
    const { issuer, verifier } = setUp();
    expect(await verifier.verify(await issuer.issue(person))).toEqual(person);
  });

  it('is the same for half of its life, then a new one', async () => {
    const { clock, issuer } = setUp();
    const first = await issuer.issue(person);
    clock.advance(29_000);
    expect(await issuer.issue(person)).toBe(first);
    clock.advance(2_000);
    expect(await issuer.issue(person)).not.toBe(first);
  });

  it('is another one as soon as a role is', async () => {
    const { issuer, verifier } = setUp();
    const before = await issuer.issue(person);
    const after = await issuer.issue({ ...person, agencyRoles: ['analyst'] });
    expect(after).not.toBe(before);
    expect((await verifier.verify(after)).agencyRoles).toEqual(['analyst']);
  });

  it('expires, also for who has verified it before', async () => {
    const { clock, issuer, verifier } = setUp();
    const token = await issuer.issue(person);
    await verifier.verify(token);
    clock.advance(64_000);
    await expect(verifier.verify(token)).resolves.toEqual(person);
    clock.advance(2_000);
    await expect(verifier.verify(token)).rejects.toMatchObject(refused);
    await expect(new TokenVerifier(publicKeys, clock).verify(token)).rejects.toMatchObject(refused);
  });

  it('lets a service speak for itself, under its own name', async () => {
    const { clock, verifier } = setUp();
    const incident = new TokenIssuer('incident', privateKey('incident'), clock);
    expect(await verifier.verify(await incident.issueForService())).toEqual(serviceActor('incident'));
  });

  it('does not let a service speak for a person', async () => {
    const { clock, verifier } = setUp();
    const incident = new TokenIssuer('incident', privateKey('incident'), clock);
    await expect(verifier.verify(await incident.issue(person))).rejects.toMatchObject(refused);
  });

  it('is refused when it is no token, changed, or signed by another key', async () => {
    const { clock, issuer, verifier } = setUp();
    const token = await issuer.issue(person);
    const [head = '', body = '', signature = ''] = token.split('.');
    const other = JSON.parse(Buffer.from(body, 'base64url').toString()) as { actor: Actor };
    other.actor = { ...other.actor, agencyRoles: ['administrator'] };
    const changed = Buffer.from(JSON.stringify(other)).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const forged of ['', 'x', `${head}.${body}.`, `${head}.${changed}.${signature}`, `${none}.${body}.`]) {
      await expect(verifier.verify(forged)).rejects.toMatchObject(refused);
    }
    await expect(verifier.verify(await forge({ actor: person }, privateKey('incident'), clock))).rejects.toMatchObject(
      refused,
    );
  });

  it.each([
    ['another audience', { actor: person, aud: 'elsewhere' }],
    ['no end', { actor: person, exp: undefined }],
    ['an unknown issuer', { actor: { ...person, issuer: 'stranger' }, iss: 'stranger' }],
    ['another person in its subject', { actor: person, sub: `person:${newId()}` }],
    ['another issuer in its claims', { actor: { ...person, issuer: 'incident' } }],
    ['a service that did not sign it', { actor: serviceActor('incident'), sub: 'service:incident' }],
    ['a role that does not exist', { actor: { ...person, agencyRoles: ['emperor'] } }],
    ['no actor', {}],
  ])('is refused with %s', async (_, claims) => {
    const { clock, verifier } = setUp();
    await expect(verifier.verify(await forge(claims, privateKey('gateway'), clock))).rejects.toMatchObject(refused);
  });

  it('cannot be changed by a handler for the next request', async () => {
    const { issuer, verifier } = setUp();
    const actor = await verifier.verify(await issuer.issue(person));
    expect(() => actor.agencyRoles.push('administrator')).toThrow(TypeError);
  });
});

describe('keys', () => {
  it('are read as the secrets file has them', async () => {
    const pair = generateKeyPairSync('ed25519');
    const clock = new FixedClock();
    const key = readPrivateKey(pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'));
    const keys = readPublicKeys(
      JSON.stringify({ gateway: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64url') }),
    );
    const token = await new TokenIssuer('gateway', key, clock).issue(person);
    expect(await new TokenVerifier(keys, clock).verify(token)).toEqual(person);
  });
});
