import { newDeviceKeys, toBase64url } from '#libs/contracts';
import { asApiError } from '../api/ApiError.js';
import { call } from '../api/call.js';
import { newId } from '../ids/newId.js';
import { keepDevice, noteRemoved, ownDevice, wasRemoved, type OwnDevice } from './device.js';
import { deviceLabel } from './deviceLabel.js';

const A_DAY_MS = 86_400_000;

/** Makes this device known for the person who is signed in, or renews it; not more than once a day. */
export async function enrol(personId: string): Promise<void> {
  if (await wasRemoved(personId)) return;
  const known = await ownDevice(personId);
  if (known && Date.now() - known.renewedAt < A_DAY_MS) return;
  const { id, keys } = known ?? { id: newId(), keys: await newDeviceKeys() };
  try {
    await keepDevice(personId, await enrolled(id, keys));
  } catch (error) {
    if (asApiError(error)?.code === 'device-revoked') await noteRemoved(personId);
    throw error;
  }
}

async function enrolled(id: string, keys: CryptoKeyPair): Promise<OwnDevice> {
  const publicKey = toBase64url(new Uint8Array(await crypto.subtle.exportKey('spki', keys.publicKey)));
  const label = deviceLabel(navigator.userAgent);
  const { region } = await call('enrolDevice', { id, publicKey, label }, { key: newId() });
  return { id, keys, region, renewedAt: Date.now() };
}
