import { z } from 'zod';
import { command, query } from './command.js';
import { Id, InstantOut, TerritoryCode, line, personal } from './common.js';
import { MachineScope } from './identity.js';

/** The longest that a key is valid. */
export const MACHINE_KEY_DAYS = 365;

/** The key of a facility's tool (SIEM, EDR). Its secret is told once, when it is made. */
export const MachineKey = z.object({
  id: Id,
  facilityId: Id,
  name: z.string(),
  /** The secret's first characters, to recognise it by. */
  prefix: z.string(),
  scopes: z.array(MachineScope),
  /** Whom the agency calls about what the tool declares. */
  contactId: Id,
  createdBy: Id,
  createdAt: InstantOut,
  expiresAt: InstantOut,
  revokedAt: InstantOut.nullable(),
  /** To the hour; null until it is first used. */
  lastUsedAt: InstantOut.nullable(),
});
export type MachineKey = z.infer<typeof MachineKey>;

/** What the gateway is told of a key. */
export const ResolvedMachineKey = z.object({
  id: Id,
  name: z.string(),
  state: z.enum(['active', 'expired', 'revoked']),
  /** Whatever is kept: a newer release may know scopes that this one does not. */
  scopes: z.array(z.string()),
  facilityId: Id,
  territory: TerritoryCode,
  contact: z.object({
    name: personal(z.string()),
    phone: personal(z.string().nullable()),
    email: personal(z.string().nullable()),
  }),
});
export type ResolvedMachineKey = z.infer<typeof ResolvedMachineKey>;

export const machineKeyCommands = {
  'directory.machine-key.create': command(
    'machine-key.manage',
    z.strictObject({
      id: Id,
      facilityId: Id,
      name: line(80),
      /** A contact of the facility that is reachable outside of it. */
      contactId: Id,
      scopes: z.array(MachineScope).min(1).max(MachineScope.options.length),
      validDays: z.number().int().min(1).max(MACHINE_KEY_DAYS),
    }),
    MachineKey.extend({
      /** Null when the same request comes again: it is kept nowhere. Marked so that no log holds it either. */
      secret: personal(z.string().nullable()),
    }),
  ),
  /** Newest first, ended ones too. */
  'directory.machine-key.list': query(
    'machine-key.read',
    z.strictObject({ facilityId: Id }),
    z.object({ items: z.array(MachineKey) }),
  ),
  'directory.machine-key.revoke': command(
    'machine-key.manage',
    z.strictObject({ facilityId: Id, keyId: Id }),
    MachineKey,
  ),
  /** Who a secret is, by its SHA-256 in hexadecimal; null when it is nobody's. */
  'directory.machine-key.resolve': query(
    'machine-key.resolve',
    z.strictObject({ secretHash: z.string().regex(/^[0-9a-f]{64}$/) }),
    z.object({ key: ResolvedMachineKey.nullable() }),
  ),
} as const;
