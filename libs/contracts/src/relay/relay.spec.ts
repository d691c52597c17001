import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromBase45, toBase45 } from './base45.js';
import { toBase64url } from './bytes.js';
import { RELAY_MAX_PARTS, RELAY_PART_LENGTH, joinRelayParts, readRelayPart, relayExcess, relayParts } from './parts.js';
import { isSignedBy, newDeviceKeys, openSealed, readSealedHead, relayRegionId, sealForRelay } from './sealed.js';

const EXCHANGE = { name: 'ECDH', namedCurve: 'P-256' } as const;
const spkiOf = async (key: CryptoKey) => toBase64url(new Uint8Array(await crypto.subtle.exportKey('spki', key)));

async function newRegion() {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(EXCHANGE, false, ['deriveBits']);
  return { privateKey, publicKey: await spkiOf(publicKey) };
}
const region = await newRegion();
const keys = await newDeviceKeys();
const device = { id: crypto.randomUUID(), privateKey: keys.privateKey, publicKey: await spkiOf(keys.publicKey) };

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: { code?: string }) => error.code ?? String(error),
  );

/** As the service reads it. */
async function received(parts: readonly string[]): Promise<string> {
  const sealed = await joinRelayParts(parts);
  const { regionId, deviceId } = readSealedHead(sealed);
  if (regionId !== (await relayRegionId(region.publicKey))) return 'another region';
  if (deviceId !== device.id) return 'another device';
  if (!(await isSignedBy(sealed, device.publicKey))) return 'forged';
  return openSealed(sealed, region.privateKey);
}

/** Of every size up to that of sixteen codes, and not to be compressed. */
const noise = (length: number) => toBase64url(crypto.getRandomValues(new Uint8Array(length)));

describe('Base45', () => {
  it('writes what RFC 9285 gives as examples', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(toBase45(bytes('AB'))).toBe('BB8');
    expect(toBase45(bytes('Hello!!'))).toBe('%69 VD92EX0');
    expect(toBase45(bytes('base-45'))).toBe('UJCLQE7W581');
    expect(fromBase45('QED8WEX0')).toEqual(bytes('ietf!'));
  });

  it('reads back what it wrote, and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) =>
        expect(fromBase45(toBase45(bytes))).toEqual(Uint8Array.from(bytes)),
      ),
    );
    for (const wrong of ['A', 'GGW', ':::', 'ZZ', 'aa', 'ÉÉ']) expect(fromBase45(wrong)).toBeNull();
  });
});

describe('a declaration under seal', () => {
  it('comes back whole, in whichever order its codes were read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.nat(9_000),
        fc.func(fc.nat()),
        async (text, more, rank) => {
          const whole = text + noise(Math.floor(more * 0.7));
          const parts = await relayParts(await sealForRelay(whole, device, region.publicKey));
          expect(parts.length).toBeLessThanOrEqual(RELAY_MAX_PARTS);
          for (const part of parts) expect(part.length).toBeLessThanOrEqual(RELAY_PART_LENGTH);
          const shuffled = parts.toSorted((a, b) => rank(a) - rank(b));
          expect(await received([...shuffled, parts[0]!])).toBe(whole);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is refused with any bit flipped, in the bytes as in the text of a code', async () => {
    const sealed = await sealForRelay('Plus rien ne répond.', device, region.publicKey);
    const [part = ''] = await relayParts(sealed);
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length * 8 - 1), async (bit) => {
        const altered = sealed.slice();
        altered[bit >> 3]! ^= 1 << (bit & 7);
        // With a right digest: what a forger would do.
        const outcome = await received(await relayParts(altered)).catch((error: { code: string }) => error.code);
        expect(['forged', 'another region', 'another device', 'relay-damaged']).toContain(outcome);
      }),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(part.length - 1), fc.integer({ min: 0, max: 6 }), async (at, bit) => {
        const letter = String.fromCharCode(part.charCodeAt(at) ^ (1 << bit));
        const altered = part.slice(0, at) + letter + part.slice(at + 1);
        expect(['relay-damaged', 'relay-incomplete']).toContain(await codeOf(received([altered])));
      }),
      { numRuns: 200 },
    );
  });

  it('is read by its region only, and a copy under another device’s name by nobody', async () => {
    const sealed = await sealForRelay('Secret.', device, region.publicKey);
    expect(await codeOf(openSealed(sealed, (await newRegion()).privateKey))).toBe('relay-damaged');
    const thief = await newDeviceKeys();
    const body = sealed.slice(0, -64);
    body.set(crypto.getRandomValues(new Uint8Array(16)), 17);
    const signed = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, thief.privateKey, body);
    const stolen = Uint8Array.from([...body, ...new Uint8Array(signed)]);
    expect(await isSignedBy(stolen, await spkiOf(thief.publicKey))).toBe(true);
    expect(await codeOf(openSealed(stolen, region.privateKey))).toBe('relay-damaged');
  });

  it('says what is missing, and does not mix two declarations', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map(async () => relayParts(await sealForRelay(noise(2_000), device, region.publicKey))),
    );
    await expect(joinRelayParts(one!.slice(1))).rejects.toMatchObject({
      code: 'relay-incomplete',
      params: { missing: 1, count: one!.length },
    });
    expect(await codeOf(joinRelayParts([...one!.slice(1), two![0]!]))).toBe('relay-damaged');
    expect(await codeOf(joinRelayParts(['https://example.org']))).toBe('relay-damaged');
    expect(readRelayPart(one![1]!)).toMatchObject({ number: 2, count: one!.length });
  });

  it('takes one code for a usual declaration, and tells how much is too much', async () => {
    const usual = 'Le dossier patient ne répond plus depuis ce matin. '.repeat(4) + noise(300);
    expect(await relayParts(await sealForRelay(usual, device, region.publicKey))).toHaveLength(1);
    const long = await sealForRelay(noise(12_000), device, region.publicKey);
    expect(relayExcess(long)).toBeGreaterThan(1_000);
    expect(relayExcess(await sealForRelay(usual, device, region.publicKey))).toBe(0);
  });

  it('is never inflated without a limit', async () => {
    const bomb = await sealForRelay('a'.repeat(600 * 1024), device, region.publicKey);
    expect(await codeOf(openSealed(bomb, region.privateKey))).toBe('relay-damaged');
  });
});
