import { type ConfigOf, databaseVariables, identityVariables, natsVariables, serviceVariables } from '#libs/platform';

/** What the inventory reads from its environment. */
export const inventoryVariables = {
  ...serviceVariables,
  ...databaseVariables,
  ...natsVariables,
  ...identityVariables,
} as const;

export type InventoryConfig = ConfigOf<typeof inventoryVariables>;
