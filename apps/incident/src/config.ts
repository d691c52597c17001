import {
  type ConfigOf,
  databaseVariables,
  identityVariables,
  imapVariables,
  natsVariables,
  serviceVariables,
  themeVariable,
  variable,
} from '#libs/platform';
import { z } from 'zod';

import { attachmentVariables } from './attachments/attachment.settings.js';

const Secret = z.base64url().min(43);

/** What the incident service reads from its environment. */
export const incidentVariables = {
  ...serviceVariables,
  ...databaseVariables,
  ...natsVariables,
  ...identityVariables,
  publicUrl: variable(
    'VIGIE_PUBLIC_URL',
    z.url({ protocol: /^https?$/ }),
    'the address that people open in a browser: it stands in the code of every paper form',
  ),
  themeFile: themeVariable,
  region: variable(
    'VIGIE_REGION',
    z.string().regex(/^[a-z0-9](?:[a-z0-9.-]{0,38}[a-z0-9])?$/),
    'a name of the region that never changes, at most 40 of a-z, 0-9, dot and dash: it stands in the code of every paper form',
  ),
  paperKeys: variable(
    'VIGIE_PAPER_KEYS',
    z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(Secret).min(1)),
    'keys of 32 bytes or more in base64url, separated by commas: the first authenticates new paper forms, the others those printed before',
  ),
  similarSeconds: variable(
    'VIGIE_SIMILAR_SECONDS',
    z.coerce.number().int().min(1).max(86_400).default(3_600),
    'the seconds between two instants at which facilities are told how many declarations are like theirs, 1 to 86400',
  ),
  ...imapVariables,
  ...attachmentVariables,
  relayPrivateKey: variable(
    'VIGIE_RELAY_PRIVATE_KEY',
    z.string().min(1),
    'the P-256 private key for which devices seal declarations to be relayed (PKCS8 in DER, base64url)',
  ),
} as const;

export type IncidentConfig = ConfigOf<typeof incidentVariables>;
