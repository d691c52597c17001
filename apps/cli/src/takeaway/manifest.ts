import { z } from 'zod';

export const FORMAT = 'vigie-takeaway';
export const FORMAT_VERSION = 2;

export const MANIFEST = 'manifest.json';
export const SUMS = 'SHA256SUMS';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Below the archive's folder: no way up, no hidden file, nothing that a shell or Windows would take for something else. */
export const ArchivePath = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*){0,3}$/);

/** Files on incidents: what was found clean, and whatever was not. */
export const ATTACHMENTS = 'files/attachments/';
export const QUARANTINE = 'files/quarantine/';

const ArchiveFile = z.strictObject({
  path: ArchivePath,
  bytes: z.int().nonnegative(),
  sha256: Sha256,
  /** Of a file on an incident: what it was called where it came from, and what the scanner said of it. */
  name: z.string().max(10_000).optional(),
  verdict: z.string().max(40).optional(),
});
export type ArchiveFile = z.infer<typeof ArchiveFile>;

const TableEntry = z.strictObject({
  table: z.string().max(130),
  of: z.enum(['facility', 'agency', 'reference']),
  why: z.string(),
  file: ArchivePath,
  rows: z.int().nonnegative(),
  key: z.array(z.string()),
  columns: z
    .array(z.strictObject({ name: z.string(), type: z.string(), notNull: z.boolean(), generated: z.boolean() }))
    .min(1)
    .max(1600),
});
export type TableEntry = z.infer<typeof TableEntry>;

const Scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({
    kind: z.literal('facility'),
    facilities: z.array(z.strictObject({ id: z.uuid(), finess: z.string(), name: z.string() })).min(1),
  }),
]);
export type Scope = z.infer<typeof Scope>;

/** What an archive says of itself: written last, so that an archive with one is whole. */
export const Manifest = z.strictObject({
  format: z.literal(FORMAT),
  formatVersion: z.literal(FORMAT_VERSION),
  software: z.string(),
  /** Which database of which server. */
  instance: z.strictObject({ database: z.string(), system: z.string() }),
  /** Everything in the archive is as it stood at this one instant. */
  instant: z.iso.datetime(),
  scope: Scope,
  /** By service, every migration that the schema had seen. */
  schema: z.record(z.string(), z.array(z.string())),
  tables: z.array(TableEntry).max(1000),
  /** What is not in it, and why: tables, columns, and what was under way. */
  notIncluded: z.array(z.strictObject({ what: z.string(), why: z.string() })),
  /** Files on incidents that the store has lost, by their id: their records are here, their bytes are not. */
  lostFiles: z.array(z.strictObject({ id: z.uuid(), why: z.string() })),
  files: z.array(ArchiveFile).max(2_000_000),
});
export type Manifest = z.infer<typeof Manifest>;

/** In the form of sha256sum, which anybody can check without us. */
export const sumsOf = (files: readonly ArchiveFile[], manifestSha256: string): string =>
  [...files, { path: MANIFEST, sha256: manifestSha256 }].map(({ sha256, path }) => `${sha256}  ${path}\n`).join('');
