export { readPrivateKey, readPublicKeys } from './keys.js';
export { TokenIssuer, TokenVerifier, serviceActor } from './token.js';
export { can, facilitiesFor, scopeFor } from './permission.js';
export { LONGEST_PASSWORD, hashPassword, needsRehash, verifyPassword } from './password.js';
export { isSecret, newSecret, secretHash } from './session.js';
