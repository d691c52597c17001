import { maybeOne, rows } from '#libs/database';
import type { DatabaseScope } from '#libs/database';
import { Refusal } from '#libs/contracts';
import type { EntityManager } from 'typeorm';
import { readWritten } from '../journal/journal.store.js';

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
  const mails =
    scope.kind === 'agency'
      ? await rows<{ text: string }>(tx, 'SELECT text FROM mail_draft WHERE incident_id = $1', [incidentId])
      : [];
  const written = await readWritten(tx, scope, incidentId);
  return [incident.what, ...textsIn(incident.report), ...mails.map(({ text }) => text), ...written].join('\n');
}
