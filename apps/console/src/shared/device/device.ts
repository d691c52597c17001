import type { RelayRegion } from '#libs/contracts';
import { dropLocal, readLocal, writeLocal } from '../draft/store.js';

/** This device as the directory knows it for one person: what it signs with, and for whom it seals. */
export interface OwnDevice {
  id: string;
  /** The private half cannot be read, not even by this page. */
  keys: CryptoKeyPair;
  region: RelayRegion;
  /** When the directory last heard of it. */
  renewedAt: number;
}

/** Told by the directory that it was removed: it does not come back by itself, but with the password. */
const REMOVED = 'removed';

const placeOf = (personId: string) => `device:${personId}`;
const kept = (personId: string) =>
  readLocal<OwnDevice | typeof REMOVED>('kept', placeOf(personId)).catch(() => undefined);

/** Undefined on a device that has never been here with a network, keeps nothing, or was removed. */
export async function ownDevice(personId: string): Promise<OwnDevice | undefined> {
  const found = await kept(personId);
  return found === REMOVED ? undefined : found;
}

export const keepDevice = (personId: string, device: OwnDevice) => writeLocal('kept', placeOf(personId), device);
export const forgetDevice = (personId: string) => dropLocal('kept', placeOf(personId)).catch(() => undefined);

export const noteRemoved = (personId: string) => writeLocal('kept', placeOf(personId), REMOVED).catch(() => undefined);
export const wasRemoved = async (personId: string) => (await kept(personId)) === REMOVED;
/** Whoever has signed in again may enrol it anew. */
export const liftRemoval = async (personId: string) => {
  if (await wasRemoved(personId)) await forgetDevice(personId);
};
