import { z } from 'zod';
import { command } from '../command.js';
import { Instant, InstantOut } from '../common.js';
import { Declaration } from '../declaration.js';
import { RELAY_MAX_PARTS, RELAY_PART_LENGTH } from './parts.js';

/** What a device puts under seal. The key is the declaration's own: relayed and sent directly, it makes one incident. */
export const RelayedDeclaration = z.strictObject({
  declaration: Declaration,
  key: z.string().regex(/^[\x21-\x7e]{1,255}$/),
  signedAt: Instant,
});
export type RelayedDeclaration = z.infer<typeof RelayedDeclaration>;
/** What the device holds before it is sealed. */
export type RelayedDeclarationInput = z.input<typeof RelayedDeclaration>;

/** All that who relays gets to know. */
export const RelayReceipt = z.object({
  reference: z.string(),
  recordedAt: InstantOut,
  /** The agency had it before: sent by its author, or relayed by somebody. */
  alreadyReceived: z.boolean(),
});
export type RelayReceipt = z.infer<typeof RelayReceipt>;

export const relayCommands = {
  /** Anybody who is signed in hands over what another's telephone shows. */
  'incident.declaration.relay': command(
    'declaration.relay',
    z.strictObject({
      /** The texts of the codes, in any order. */
      parts: z.array(z.string().min(1).max(RELAY_PART_LENGTH)).min(1).max(RELAY_MAX_PARTS),
    }),
    RelayReceipt,
  ),
} as const;
