import { Refusal } from '../refusal.js';
import { type Bytes, concat, fromBase64url, sha256, uuidBytes, uuidText } from './bytes.js';
import { deflate, inflate } from './deflate.js';

/**
 * A declaration under seal, as it travels from one telephone to another: format (1 byte), region (16), device (16), ephemeral key (65), the
 * deflated text under AES-256-GCM, signature (64). Only the region's service can read it, and only the device can have written it:
 * the signature covers everything, and what stands in clear is bound to the text that it accompanies.
 */
const FORMAT = 1;
const KEY_AT = 33;
const HEAD = 98;
const TAG = 16;
const SIGNATURE = 64;
/** Bytes of a declaration's text; the longest that the contract accepts is about half of it. */
const TEXT_LIMIT = 512 * 1024;

const CURVE = 'P-256';
const EXCHANGE = { name: 'ECDH', namedCurve: CURVE } as const;
const SIGNING = { name: 'ECDSA', namedCurve: CURVE } as const;
const SIGNED = { name: 'ECDSA', hash: 'SHA-256' } as const;

export interface SealedHead {
  regionId: string;
  deviceId: string;
}

/** The id of a region: it follows from the key under which declarations for it are sealed (SPKI in DER, base64url), as a UUID of version 8. */
export async function relayRegionId(publicKey: string): Promise<string> {
  const id = (await sha256(fromBase64url(publicKey))).slice(0, 16);
  id[6] = (id[6]! & 0x0f) | 0x80;
  id[8] = (id[8]! & 0x3f) | 0x80;
  return uuidText(id);
}

/** A pair of which the private half never leaves the device. */
export const newDeviceKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(SIGNING, false, ['sign', 'verify']);

/** Seals a text for a region, signed by a device. @param region its public key, SPKI in DER, base64url */
export async function sealForRelay(
  text: string,
  device: { id: string; privateKey: CryptoKey },
  region: string,
): Promise<Bytes> {
  const spki = fromBase64url(region);
  const regionKey = await crypto.subtle.importKey('spki', spki, EXCHANGE, false, []);
  const ephemeral = await crypto.subtle.generateKey(EXCHANGE, false, ['deriveBits']);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', ephemeral.publicKey));
  const head = concat(Uint8Array.of(FORMAT), uuidBytes(await relayRegionId(region)), uuidBytes(device.id), publicKey);
  const { key, parameters } = await secretOf(ephemeral.privateKey, regionKey, head);
  const plain = await deflate(new TextEncoder().encode(text));
  const body = concat(head, new Uint8Array(await crypto.subtle.encrypt(parameters, key, plain)));
  const signature = new Uint8Array(await crypto.subtle.sign(SIGNED, device.privateKey, body));
  return concat(body, signature);
}

/** What stands in clear. @throws Refusal('relay-damaged') for what has not the form */
export function readSealedHead(sealed: Bytes): SealedHead {
  if (sealed[0] !== FORMAT || sealed.length <= HEAD + TAG + SIGNATURE) throw new Refusal('relay-damaged');
  return { regionId: uuidText(sealed.slice(1, 17)), deviceId: uuidText(sealed.slice(17, KEY_AT)) };
}

/** Whether the device with this public key (SPKI in DER, base64url) has signed it. */
export async function isSignedBy(sealed: Bytes, publicKey: string): Promise<boolean> {
  const key = await importDeviceKey(publicKey);
  const signature = sealed.slice(-SIGNATURE);
  return crypto.subtle.verify(SIGNED, key, signature, sealed.slice(0, -SIGNATURE));
}

/** @throws when the text (SPKI in DER, base64url) is not a public key of the curve */
export const importDeviceKey = (publicKey: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('spki', fromBase64url(publicKey), SIGNING, false, ['verify']);

/** The text. @param regionKey for ECDH on P-256 @throws Refusal('relay-damaged') when it was not sealed for this key, or altered */
export async function openSealed(sealed: Bytes, regionKey: CryptoKey): Promise<string> {
  const head = sealed.slice(0, HEAD);
  try {
    const ephemeral = await crypto.subtle.importKey('raw', head.slice(KEY_AT), EXCHANGE, false, []);
    const { key, parameters } = await secretOf(regionKey, ephemeral, head);
    const plain = await crypto.subtle.decrypt(parameters, key, sealed.slice(HEAD, -SIGNATURE));
    return new TextDecoder('utf-8', { fatal: true }).decode(await inflate(new Uint8Array(plain), TEXT_LIMIT));
  } catch {
    throw new Refusal('relay-damaged');
  }
}

/** Key and nonce follow from an exchange that happens once: the ephemeral key is never used again, so neither is the nonce. */
async function secretOf(own: CryptoKey, other: CryptoKey, head: Bytes) {
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, own, 256);
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveBits']);
  const info = concat(new TextEncoder().encode('vigie relay'), head);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info };
  const derived = new Uint8Array(await crypto.subtle.deriveBits(derivation, material, 44 * 8));
  const key = await crypto.subtle.importKey('raw', derived.slice(0, 32), 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { key, parameters: { name: 'AES-GCM', iv: derived.slice(32), additionalData: head } };
}
