import type { MachineKey } from '#libs/contracts';

export type KeyState = 'active' | 'ending' | 'expired' | 'revoked';

/** Milliseconds before its end from which a key is worth a thought: a month, for who changes it by hand in every tool. */
const SOON = 30 * 86_400_000;

export function keyState({ revokedAt, expiresAt }: Pick<MachineKey, 'revokedAt' | 'expiresAt'>, now: Date): KeyState {
  if (revokedAt !== null) return 'revoked';
  const left = Date.parse(expiresAt) - now.getTime();
  if (left <= 0) return 'expired';
  return left <= SOON ? 'ending' : 'active';
}
