import type { JournalEntry } from '#libs/contracts';
import type { DatabaseScope } from '#libs/database';

export interface JournalRow extends Omit<JournalEntry, 'at'> {
  at: Date;
}

/** A facility has no privilege on the agency's authors: who of the agency wrote is not told, only that it did. */
const AUTHOR = { facility: 'facility_author_id', agency: 'coalesce(facility_author_id, agency_author_id)' };

export const journalColumns = ({ kind }: DatabaseScope): string =>
  `id, incident_id AS "incidentId", seq, type, visibility, author_side AS "authorSide",
   ${AUTHOR[kind === 'facility' ? 'facility' : 'agency']} AS "authorId", text, details, at`;

export const toEntry = (row: JournalRow): JournalEntry => ({ ...row, at: row.at.toISOString() });
