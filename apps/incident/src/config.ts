import {
  type ConfigOf,
  databaseVariables,
  identityVariables,
  imapVariables,
  natsVariables,
  serviceVariables,
} from '#libs/platform';

/** What the incident service reads from its environment. */
export const incidentVariables = {
  ...serviceVariables,
  ...databaseVariables,
  ...natsVariables,
  ...identityVariables,
  ...imapVariables,
} as const;

export type IncidentConfig = ConfigOf<typeof incidentVariables>;
