/** On whose behalf a transaction works: which rows it sees follows from it, in the database. */
export type DatabaseScope =
  | { readonly kind: 'facility'; readonly facilities: readonly string[]; readonly actorId: string }
  | { readonly kind: 'agency'; readonly actorId: string }
  | { readonly kind: 'system'; readonly actorId?: string }
  | { readonly kind: 'signin' }
  /** Publishes the service's events; touches nothing but the outbox. */
  | { readonly kind: 'relay' };

export type ScopeKind = DatabaseScope['kind'];

export const SCOPE_KINDS = ['facility', 'agency', 'system', 'signin', 'relay'] as const satisfies readonly ScopeKind[];

/** The role that owns every schema and runs the migrations; it alone is not bound by row-level security. */
export const OWNER_ROLE = 'vigie_owner';

/** A service's schema: its name with underscores. */
export const schemaOf = (service: string): string => service.replaceAll('-', '_');

/** The login role of a service: owns nothing, and reads nothing until it has taken a scope. */
export const loginRoleOf = (service: string): string => `vigie_${schemaOf(service)}`;

/** The role that a service takes for one transaction. */
export const scopeRoleOf = (service: string, kind: ScopeKind): string => `${loginRoleOf(service)}_${kind}`;
