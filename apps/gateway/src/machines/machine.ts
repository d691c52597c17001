import { type Actor, MachineScope, type ResolvedMachineKey } from '#libs/contracts';

/** A facility's tool that has shown its key. */
export interface Machine {
  readonly key: ResolvedMachineKey;
  readonly actor: Actor;
}

/** What the other services are told of it: its key's id, facility and scopes, as far as this release knows them. */
export function machineOf(key: ResolvedMachineKey): Machine {
  const { id, facilityId, territory } = key;
  return {
    key,
    actor: {
      kind: 'machine',
      id,
      issuer: 'gateway',
      agencyRoles: [],
      facilities: [{ id: facilityId, territory, roles: [] }],
      locale: 'fr',
      scopes: MachineScope.options.filter((scope) => key.scopes.includes(scope)),
    },
  };
}
