import type { MachineKey } from '#libs/contracts';

type Instants = 'createdAt' | 'expiresAt';
type MaybeInstants = 'revokedAt' | 'lastUsedAt';

/** As the table has it. */
export type MachineKeyRow = Omit<MachineKey, Instants | MaybeInstants> &
  Record<Instants, Date> &
  Record<MaybeInstants, Date | null>;

export const toMachineKey = (row: MachineKeyRow): MachineKey => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  revokedAt: row.revokedAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
});
