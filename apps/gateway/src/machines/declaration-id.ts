import { derivedId } from '#libs/platform';

/**
 * The id of what a tool declares, from the key's id and the tool's own id. It is the idempotency key too. So the same id is the same
 * declaration also after its idempotency key is forgotten, from any gateway, and no two keys can meet.
 */
export const declarationIdOf = (keyId: string, externalId: string): string =>
  derivedId(`vigie machine declaration\n${keyId}\n${externalId}`);
