import type { JournalEntry } from '#libs/contracts';
import type { DatabaseScope } from '#libs/database';

export interface JournalRow extends Omit<JournalEntry, 'at'> {
  at: Date;
}

/** A facility has no privilege on the agency's authors and on whom they call: who of the agency it was is not told, only that it was. */
const PEOPLE = {
  facility: `facility_author_id AS "authorId", coalesce(facility_mentions, '{}') AS mentions`,
  agency: `coalesce(facility_author_id, agency_author_id) AS "authorId",
   coalesce(facility_mentions, agency_mentions, '{}') AS mentions`,
};

export const journalColumns = ({ kind }: DatabaseScope): string =>
  `id, incident_id AS "incidentId", seq, type, visibility, author_side AS "authorSide", text, details, topic, tlp, at,
   ${PEOPLE[kind === 'facility' ? 'facility' : 'agency']}`;

export const toEntry = (row: JournalRow): JournalEntry => ({ ...row, at: row.at.toISOString() });
