import { maybeOne, rows } from '#libs/database';
import type { DatabaseScope } from '#libs/database';
import { Refusal } from '#libs/contracts';
import type { EntityManager } from 'typeorm';

/** Every text of the answers, whatever they are called in the stage that was filled in. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/**
 * What the incident says of itself: answers, journal, and for the agency the mail that it was declared from.
 *
 * @throws Refusal('not-found') for an incident that is not in scope
 */
export async function textOf(tx: EntityManager, incidentId: string, scope: DatabaseScope): Promise<string> {
  const incident = await maybeOne<{ what: string; report: unknown }>(
    tx,
    'SELECT what, report FROM incident WHERE id = $1',
    [incidentId],
  );
  if (!incident) throw new Refusal('not-found');
  const journal = await rows<{ text: string }>(
    tx,
    `SELECT text FROM journal_entry WHERE incident_id = $1 AND type IN ('note', 'joined') AND text IS NOT NULL ORDER BY seq DESC LIMIT 500`,
    [incidentId],
  );
  const mails =
    scope.kind === 'agency'
      ? await rows<{ text: string }>(tx, 'SELECT text FROM mail_draft WHERE incident_id = $1', [incidentId])
      : [];
  const written = [...mails, ...journal].map(({ text }) => text);
  return [incident.what, ...textsIn(incident.report), ...written].join('\n');
}
