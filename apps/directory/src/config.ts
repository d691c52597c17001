import {
  type ConfigOf,
  databaseVariables,
  identityVariables,
  natsVariables,
  serviceVariables,
  variable,
} from '#libs/platform';
import { z } from 'zod';

/** What the directory reads from its environment. */
export const directoryVariables = {
  ...serviceVariables,
  ...databaseVariables,
  ...natsVariables,
  ...identityVariables,
  relayPublicKey: variable(
    'VIGIE_RELAY_PUBLIC_KEY',
    z.string().min(1),
    'the public half of the key for which devices seal declarations to be relayed (SPKI in DER, base64url)',
  ),
} as const;

export type DirectoryConfig = ConfigOf<typeof directoryVariables>;
