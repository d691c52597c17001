import { type JournalEntry, TIMELINE_TEXT } from '#libs/contracts';
import { rows } from '#libs/database';
import type { EntityManager } from 'typeorm';

/** An entry of a journal with its text's beginning, in the wording of the instant that was asked for. */
export type Entry = Pick<
  JournalEntry,
  'id' | 'incidentId' | 'seq' | 'type' | 'authorSide' | 'text' | 'details' | 'topic' | 'tlp' | 'at'
> & {
  isLonger: boolean;
};
type Row = Omit<Entry, 'at'> & { at: Date };

/**
 * The journals of incidents as the reader may see them, in their order. Other wordings until then stand in the place of the first ones,
 * and are no entries of their own. Of later entries only corrections are given: they tell what stood before.
 */
export async function readEntries(
  tx: EntityManager,
  incidentIds: readonly string[],
  at: string,
  limit: number,
  types: readonly JournalEntry['type'][] | null = null,
): Promise<Entry[]> {
  const found = await rows<Row>(
    tx,
    `SELECT id, incident_id AS "incidentId", seq, type, author_side AS "authorSide", left(text, ${TIMELINE_TEXT}) AS text,
       coalesce(length(text) > ${TIMELINE_TEXT}, false) AS "isLonger", details, topic, tlp, at
     FROM journal_entry
     WHERE incident_id = ANY($1::uuid[]) AND (at <= $2 OR type IN ('aware-corrected', 'reclassified'))
       AND ($4::text[] IS NULL OR type = ANY($4))
     ORDER BY at, incident_id, seq LIMIT $3`,
    [incidentIds, at, limit, types],
  );
  return reworded(found.map((row) => ({ ...row, at: row.at.toISOString() })));
}

function reworded(entries: readonly Entry[]): Entry[] {
  const last = new Map<unknown, Entry>();
  for (const entry of entries) if (entry.type === 'edited') last.set(entry.details['entryId'], entry);
  return entries.flatMap((entry) => {
    if (entry.type === 'edited') return [];
    const wording = last.get(entry.id);
    if (!wording) return [entry];
    const { text, isLonger, topic, tlp } = wording;
    return [{ ...entry, text, isLonger, topic, tlp }];
  });
}
