import { call } from '../api/call.js';
import { newId } from '../ids/newId.js';
import { forgetDevice, ownDevice } from './device.js';

/** Signing out does not wait for a network that says nothing. */
const PATIENCE_MS = 3_000;

/** Who signs out leaves a device on which nobody shall sign in their name; without a network the key goes from here at least. */
export async function leaveDevice(personId: string): Promise<void> {
  const device = await ownDevice(personId);
  if (!device) return;
  await forgetDevice(personId);
  await call('revokeDevice', { deviceId: device.id }, { key: newId(), signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
    () => undefined,
  );
}
