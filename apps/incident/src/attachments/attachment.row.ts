import type { Attachment, CustodyLine } from '#libs/contracts';
import type { DatabaseScope } from '#libs/database';

type Instants = 'begunAt' | 'storedAt' | 'scannedAt' | 'signaturesAt' | 'sealedAt';
export type AttachmentRow = Omit<Attachment, Instants | 'size'> & {
  size: string;
  begunAt: Date;
} & Record<Exclude<Instants, 'begunAt'>, Date | null>;

/** A facility has no privilege on who of the agency it was. */
const BY = { facility: 'facility_by', agency: 'coalesce(facility_by, agency_by)' };
const bySide = ({ kind }: DatabaseScope): string => BY[kind === 'facility' ? 'facility' : 'agency'];

export const attachmentColumns = (scope: DatabaseScope): string =>
  `id, incident_id AS "incidentId", name, original_name AS "originalName", size, encode(sha256, 'hex') AS sha256, purpose, tlp, visibility,
   state, source, side, ${bySide(scope)} AS "attachedBy", begun_at AS "begunAt", stored_at AS "storedAt", verdict, finding,
   scanned_at AS "scannedAt", signatures_at AS "signaturesAt", sealed_at AS "sealedAt"`;

export const toAttachment = ({ size, begunAt, ...row }: AttachmentRow): Attachment => ({
  ...row,
  size: Number(size),
  begunAt: begunAt.toISOString(),
  storedAt: row.storedAt?.toISOString() ?? null,
  scannedAt: row.scannedAt?.toISOString() ?? null,
  signaturesAt: row.signaturesAt?.toISOString() ?? null,
  sealedAt: row.sealedAt?.toISOString() ?? null,
});

/** On its way, and begun by this person. */
export const ownUpload = (scope: DatabaseScope, parameter: string): string => `${bySide(scope)} = ${parameter}`;

export type CustodyRow = Omit<CustodyLine, 'at'> & { at: Date };

export const custodyColumns = (scope: DatabaseScope): string =>
  `id, at, action, side, ${bySide(scope)} AS "personId", recipient, reason, result`;

export const toLine = (row: CustodyRow): CustodyLine => ({ ...row, at: row.at.toISOString() });
