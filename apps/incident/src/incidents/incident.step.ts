import { type JournalEntry, Refusal } from '#libs/contracts';
import { maybeOne, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { HEAD, type IncidentHead } from './incident.row.js';

/** What a step may change of an incident: its columns, by their names. */
export type Changes = Partial<Record<TriageColumn | AnswerColumn, string | number | readonly string[] | null>>;
type TriageColumn =
  | 'state'
  | 'assignee_id'
  | 'rsit_class'
  | 'rsit_type'
  | 'severity'
  | 'tlp'
  | 'malicious'
  | 'nature'
  | 'score'
  | 'outlook';
type AnswerColumn =
  | 'what'
  | 'since'
  | 'aware_at'
  | 'suspected_malicious'
  | 'degraded_mode'
  | 'care_services'
  | 'patient_danger'
  | 'data_touched'
  | 'data_classes'
  | 'supplier'
  | 'supplier_key'
  | 'help_wanted'
  | 'contact_name'
  | 'contact_phone'
  | 'contact_email'
  | 'stage'
  | 'report'
  | 'answers_number';

export interface NewEntry {
  /** Made here unless the client has made it. */
  id?: string;
  type: JournalEntry['type'];
  visibility: JournalEntry['visibility'];
  text?: string;
  details?: JournalEntry['details'];
  topic?: string | null;
  tlp?: JournalEntry['tlp'];
  /** People of the author's side. */
  mentions?: readonly string[];
}

export interface Stepped extends IncidentHead {
  entryId: string;
  seq: number;
}

/**
 * One step of an incident: its version and its journal grow by one together, under the row's lock, which is what keeps both without
 * gaps. The caller states the event of the same version.
 *
 * @throws Refusal('not-found') when the incident is not in the transaction's scope
 */
export async function step(
  tx: EntityManager,
  context: CommandContext,
  at: string,
  incidentId: string,
  entry: NewEntry,
  changes: Changes = {},
): Promise<Stepped> {
  const { id: entryId = newId(), type, visibility, text = null, details = {}, topic = null, tlp = null } = entry;
  const mentions = entry.mentions?.length ? entry.mentions : null;
  const names = Object.keys(changes);
  const assignments = names.map((name, index) => `, ${name} = $${12 + index}`).join('');
  const side = context.scope.kind === 'facility' ? 'facility' : 'agency';
  const stepped = await maybeOne<Omit<Stepped, 'entryId'>>(
    tx,
    `WITH stepped AS (
       UPDATE incident SET version = version + 1, journal_seq = journal_seq + 1, changed_at = $2${assignments} WHERE id = $1
       RETURNING ${HEAD}, journal_seq AS seq
     ), written AS (
       INSERT INTO journal_entry
         (id, incident_id, seq, facility_id, type, visibility, text, details, ${side}_author_id, topic, tlp, ${side}_mentions, at)
       SELECT $3::uuid, id, seq, "facilityId", $4, $5, $6, $7, $8::uuid, $9, $10, $11::uuid[], $2 FROM stepped
     )
     SELECT * FROM stepped`,
    [
      incidentId,
      at,
      entryId,
      type,
      visibility,
      text,
      details,
      context.actor.id,
      topic,
      tlp,
      mentions,
      ...Object.values(changes),
    ],
  );
  if (!stepped) throw new Refusal('not-found');
  return { ...stepped, entryId };
}

/** The same step of many incidents that the transaction has locked, by the agency: each gets an entry of its own. */
export function stepAll(
  tx: EntityManager,
  { actor }: CommandContext,
  at: string,
  incidentIds: readonly string[],
  { type, visibility, text, details = {} }: Pick<NewEntry, 'type' | 'visibility' | 'text' | 'details'>,
): Promise<IncidentHead[]> {
  return rows<IncidentHead>(
    tx,
    `WITH wanted AS (
       SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS wanted (incident_id, entry_id)
     ), stepped AS (
       UPDATE incident SET version = version + 1, journal_seq = journal_seq + 1, changed_at = $3 FROM wanted
       WHERE incident.id = wanted.incident_id RETURNING ${HEAD}, journal_seq, entry_id
     ), written AS (
       INSERT INTO journal_entry (id, incident_id, seq, facility_id, type, visibility, text, details, agency_author_id, at)
       SELECT entry_id, id, journal_seq, "facilityId", $4, $5, $6, $7, $8::uuid, $3 FROM stepped
     )
     SELECT * FROM stepped`,
    [incidentIds, incidentIds.map(() => newId()), at, type, visibility, text ?? null, details, actor.id],
  );
}

/** Where an event of the incident belongs. */
export const eventOf = ({ id, version, kind }: IncidentHead, { actor, traceId }: CommandContext) => ({
  aggregateId: id,
  version,
  kind,
  actorId: actor.id,
  traceId,
});

/** What every event of the incident says of it. */
export const saidOf = ({ facilityId, territory, reference, state, tlp }: IncidentHead) => ({
  facilityId,
  territory,
  reference,
  state,
  tlp,
});
