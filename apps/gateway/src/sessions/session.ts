import type { Actor, Identity } from '#libs/contracts';

/** A row of `gateway.session`. */
export interface SessionRow {
  idHash: Buffer;
  identity: Identity;
  refreshedAt: Date;
  expiresAt: Date;
}

/** A session as requests use it. Replaced, never changed, when the directory says something new. */
export interface Session {
  /** SHA-256 of the secret in the cookie, base64url. */
  readonly key: string;
  readonly identity: Identity;
  readonly actor: Actor;
  readonly csrfToken: string;
  readonly expiresAt: Date;
  /** Milliseconds: when the directory last said that the identity holds. */
  readonly refreshedAt: number;
}

/** What the other services are told of the person: ids and roles. */
export function actorOf({ personId, agencyRoles, facilities, locale }: Identity): Actor {
  return {
    kind: 'person',
    id: personId,
    issuer: 'gateway',
    agencyRoles,
    facilities: facilities.map(({ id, territory, roles }) => ({ id, territory, roles })),
    locale,
  };
}

/** Whether the person may do the same as before: then their sockets can stay. */
export const sameRights = (before: Actor, after: Actor): boolean => JSON.stringify(before) === JSON.stringify(after);
