import { describe, expect, it } from '@jest/globals';
import { newDeviceKeys, relayRegionId, toBase64url } from '#libs/contracts';
import { newId } from '../../../shared/ids/newId.js';
import { emptyForm, toDeclaration } from '../form.js';
import { makeCodes } from './makeCodes.js';

const now = new Date('2026-11-25T12:00:00Z');
const ZONE = 'America/Martinique';

async function device() {
  const exchange = { name: 'ECDH', namedCurve: 'P-256' };
  const pair = (await crypto.subtle.generateKey(exchange, true, ['deriveBits'])) as CryptoKeyPair;
  const publicKey = toBase64url(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)));
  const region = { id: await relayRegionId(publicKey), publicKey };
  return { id: newId(), keys: await newDeviceKeys(), region, renewedAt: 0 };
}

async function codesFor(what: string) {
  const form = { ...emptyForm(newId(), 'Camille Inventée', now, ZONE), what, contactPhone: '0696 00 00 01' };
  const made = toDeclaration(form, newId(), ZONE, now);
  if ('errors' in made) throw new Error(JSON.stringify(made.errors));
  return makeCodes(made.declaration, newId(), await device(), now);
}

describe('the codes of a declaration', () => {
  it('are one for what is usually written', async () => {
    const what = 'Le dossier patient ne répond plus depuis la relève ; deux postes des urgences affichent une rançon.';
    expect(await codesFor(what)).toEqual({ parts: [expect.stringMatching(/^VIGIE:/)] });
  });

  it('are too many for the longest text that is nothing but chance, and it is said by how much', async () => {
    const noise = toBase64url(crypto.getRandomValues(new Uint8Array(15_000)));
    const codes = await codesFor(noise);
    expect(codes).toEqual({ excess: expect.any(Number) });
    const { excess } = codes as { excess: number };
    expect(excess % 100).toBe(0);
    expect(await codesFor(noise.slice(excess))).toMatchObject({ parts: expect.any(Array) });
  });
});
