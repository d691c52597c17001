import { z } from 'zod';
import { command, query } from './command.js';
import { Id, InstantOut, line } from './common.js';
import { Actor } from './identity.js';

/** A person's telephone or computer that may sign declarations which another one relays. */
export const Device = z.object({
  id: Id,
  /** What it says of itself, such as "Firefox, Android". */
  label: z.string(),
  enrolledAt: InstantOut,
  /** Until when it may sign; each visit with a network moves this on. */
  expiresAt: InstantOut,
});
export type Device = z.infer<typeof Device>;

/** Public keys travel as SPKI in DER, base64url: 122 characters on P-256. */
const PublicKey = z.string().regex(/^[\w-]{122}$/);

/** Where declarations are sealed for. */
export const RelayRegion = z.object({ id: Id, publicKey: z.string() });
export type RelayRegion = z.infer<typeof RelayRegion>;

export const deviceCommands = {
  /** The same device again is renewed. */
  'directory.device.enrol': command(
    'device.own',
    z.strictObject({ id: Id, publicKey: PublicKey, label: line(60) }),
    z.object({ deviceId: Id, expiresAt: InstantOut, region: RelayRegion }),
  ),
  /** One's own, without those that may sign no more. */
  'directory.device.list': query('device.own', z.strictObject({}), z.object({ items: z.array(Device) })),
  'directory.device.revoke': command(
    'device.own',
    z.strictObject({ deviceId: Id }),
    z.object({ deviceId: Id, revokedAt: InstantOut }),
  ),
  /** Whose signature it is, and what that person may do now. */
  'directory.device.get': query(
    'device.verify',
    z.strictObject({ deviceId: Id }),
    z.object({ publicKey: z.string(), standing: z.enum(['active', 'revoked', 'expired']), actor: Actor }),
  ),
} as const;
