export { createDataSource, type DataSourceConfig } from './data-source.js';
export { Database } from './database.js';
export { DatabaseModule } from './database.module.js';
export { afterCommit, withCommit } from './pending.js';
export { execute, maybeOne, one, prepared, rows } from './query.js';
export type { SqlValue } from './prepared.js';
export { audit, auditStatement, type AuditEntry } from './audit.js';
export { bodyHash, idempotent, type IdempotentRequest } from './idempotency.js';
export { HourlySweep } from './hourly-sweep.js';
export { IdempotencyExpiry } from './idempotency-expiry.js';
export { UploadExpiry } from './uploads/upload-expiry.js';
export { keepUploadPart, readUpload, type UploadLimits, type UploadPart } from './uploads/upload-part.js';
export { failureOf, isUnfitValue, isUniqueViolation, type Failure } from './failure.js';
export { identifier, literal, uuid } from './sql.js';
export { OWNER_ROLE, loginRoleOf, schemaOf, scopeRoleOf, type DatabaseScope, type ScopeKind } from './scope.js';
export { createServiceSchema } from './migrations/service-schema.js';
export { createAuditTable } from './migrations/audit-table.js';
export { ensureExtension } from './migrations/extension.js';
export { createIdempotencyTable } from './migrations/idempotency-table.js';
export {
  addPolicy,
  forceRowSecurity,
  grantTable,
  protectTenantTable,
  type Privileges,
  type TablePrivileges,
  type TenantTable,
} from './migrations/privileges.js';
export { pendingMigrations, runMigrations, type MigrateOptions, type Migrated, type Migration } from './migrate.js';
export { Region } from './seed/region.js';
export { type Seed, type SeedContext } from './seed/seed.js';
