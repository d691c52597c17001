import { type ConfigOf, databaseVariables, identityVariables, natsVariables, serviceVariables } from '#libs/platform';

/** What the directory reads from its environment. */
export const directoryVariables = {
  ...serviceVariables,
  ...databaseVariables,
  ...natsVariables,
  ...identityVariables,
} as const;

export type DirectoryConfig = ConfigOf<typeof directoryVariables>;
