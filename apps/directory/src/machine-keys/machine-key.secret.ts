import { newSecret, secretHash } from '#libs/auth';

/** What a key begins with: a scanner for leaked secrets can know it, and so can whoever finds one in a file. */
const MARK = 'vgk_';
/** Of the 43 characters that follow: enough to recognise a key by, and 220 of its 256 bits stay untold. */
const SHOWN = 6;

interface NewSecret {
  secret: string;
  /**
   * SHA-256. A slow hash protects what can be guessed, as a password can; 256 random bits cannot, however fast the hash, and a key is
   * looked up by its hash at every declaration.
   */
  hash: Buffer;
  prefix: string;
}

export function newMachineSecret(): NewSecret {
  const secret = `${MARK}${newSecret()}`;
  return { secret, hash: secretHash(secret), prefix: secret.slice(0, MARK.length + SHOWN) };
}
