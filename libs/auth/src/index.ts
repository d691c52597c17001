export { readPrivateKey, readPublicKeys } from './keys.js';
export { TokenIssuer, TokenVerifier, serviceActor } from './token.js';
export { can, facilitiesFor, scopeFor } from './permission.js';
export { hashPassword, needsRehash, verifyPassword } from './password.js';
export { newSecret, secretHash } from './session.js';
