import { type ConfigOf, databaseVariables, identityVariables, natsVariables, serviceVariables } from '#libs/platform';

/** What the incident service reads from its environment. */
export const incidentVariables = {
  ...serviceVariables,
  ...databaseVariables,
  ...natsVariables,
  ...identityVariables,
} as const;

export type IncidentConfig = ConfigOf<typeof incidentVariables>;
