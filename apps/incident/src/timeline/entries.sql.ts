import { type JournalEntry, TIMELINE_TEXT, type Tlp } from '#libs/contracts';
import { rows } from '#libs/database';
import type { EntityManager } from 'typeorm';

/** An entry of a journal with its text's beginning, in the wording of the instant that was asked for. */
export type Entry = Pick<
  JournalEntry,
  'id' | 'incidentId' | 'type' | 'authorSide' | 'text' | 'details' | 'topic' | 'tlp' | 'at'
> & {
  /** As it is marked since its last wording. */
  tlpNow: Tlp | null;
};
type Row = Omit<Entry, 'at'> & { at: Date };

interface Span {
  /** What was written and worded until then. */
  at: string;
  from?: string;
  to?: string;
  limit: number;
}

/**
 * The journals of incidents as the reader may see them, the newest entries first. Other wordings until then stand in the place of the
 * first ones, and are no entries of their own.
 */
export async function readEntries(
  tx: EntityManager,
  incidentIds: readonly string[],
  { at, from, to, limit }: Span,
): Promise<Entry[]> {
  const found = await rows<Row>(
    tx,
    `SELECT id, incident_id AS "incidentId", type, author_side AS "authorSide", left(text, ${TIMELINE_TEXT}) AS text, details, topic, tlp,
       tlp AS "tlpNow", at
     FROM journal_entry
     WHERE incident_id = ANY($1::uuid[]) AND type <> 'edited' AND at <= $2
       AND ($3::timestamptz IS NULL OR at >= $3) AND ($4::timestamptz IS NULL OR at <= $4)
     ORDER BY at DESC, incident_id, seq DESC LIMIT $5`,
    [incidentIds, at, from ?? null, to ?? null, limit],
  );
  return reworded(
    found.map((row) => ({ ...row, at: row.at.toISOString() })),
    await readWordings(tx, incidentIds),
    at,
  );
}

interface Wording extends Pick<Entry, 'text' | 'topic' | 'tlp'> {
  entryId: string;
  at: Date;
}

const readWordings = (tx: EntityManager, incidentIds: readonly string[]): Promise<Wording[]> =>
  rows(
    tx,
    `SELECT details->>'entryId' AS "entryId", left(text, ${TIMELINE_TEXT}) AS text, topic, tlp, at FROM journal_entry
     WHERE incident_id = ANY($1::uuid[]) AND type = 'edited' ORDER BY incident_id, seq`,
    [incidentIds],
  );

function reworded(entries: readonly Entry[], wordings: readonly Wording[], at: string): Entry[] {
  const now = new Map(wordings.map((wording) => [wording.entryId, wording]));
  const then = new Map(
    wordings.flatMap((wording) => (wording.at.toISOString() <= at ? [[wording.entryId, wording] as const] : [])),
  );
  return entries.map((entry) => {
    const { text, topic, tlp } = then.get(entry.id) ?? entry;
    return { ...entry, text, topic, tlp, tlpNow: (now.get(entry.id) ?? entry).tlp };
  });
}
