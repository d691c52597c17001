import {
  type ConfigOf,
  databaseVariables,
  identityVariables,
  natsVariables,
  serviceVariables,
  variable,
} from '#libs/platform';
import { z } from 'zod';

/** What the incident service reads from its environment. */
export const incidentVariables = {
  ...serviceVariables,
  ...databaseVariables,
  ...natsVariables,
  ...identityVariables,
  relayPrivateKey: variable(
    'VIGIE_RELAY_PRIVATE_KEY',
    z.string().min(1),
    'the P-256 private key for which devices seal declarations to be relayed (PKCS8 in DER, base64url)',
  ),
} as const;

export type IncidentConfig = ConfigOf<typeof incidentVariables>;
