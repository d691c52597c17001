import { createHash, randomBytes } from 'node:crypto';
import { ok } from '#libs/testing';
import { aDeclaration, anAmendment, anAssessment } from '../story/declare.js';
import { EICAR, attach } from '../attachments/files.js';
import { aTask } from '../story/tasks.js';
import { newRecordId, until } from '../story/world.js';
import type { Records } from '../tenancy/case.js';
import type { Cast } from '../tenancy/records.js';

/** What only the agency may read, and what another facility owns: a facility's archive must not hold it. */
export const SECRETS = {
  agencyNote: 'NOTE-DE-L-AGENCE-SEULE',
  otherFacility: 'RECIT-DE-L-AUTRE-ETABLISSEMENT',
  agencyTask: 'TACHE-DE-L-AGENCE-SEULE',
  regionalNote: 'NOTE-REGIONALE-DE-L-AGENCE',
  regionalTask: 'TACHE-REGIONALE-DE-L-AGENCE',
  mail: 'Courriel secret',
  agencyFile: 'FICHIER-DE-L-AGENCE-SEULE',
};

/** The bytes of an attachment that takes several rows. */
export const ATTACHED = randomBytes(700_000);

/** Files on an incident of the facility, with what a scanner says of each. The second would shrink a thousand times in a zip. */
export const FILES: { id: string; name: string; bytes: Uint8Array; verdict: string; visibility: string }[] = [
  { id: '', name: 'Trace été.log', bytes: randomBytes(700_000), verdict: 'clean', visibility: 'shared' },
  { id: '', name: 'disque.img', bytes: Buffer.alloc(3 << 20), verdict: 'too-large', visibility: 'shared' },
  { id: '', name: '../../etc/passwd', bytes: EICAR, verdict: 'infected', visibility: 'shared' },
  { id: '', name: 'note.txt', bytes: Buffer.from(SECRETS.agencyFile), verdict: 'clean', visibility: 'agency' },
];

const HOUR = 3_600_000;
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

/** What the records of the tenancy tests leave out, so that no table is empty. */
export async function addMoreRecords(cast: Cast, records: Records): Promise<void> {
  const { analyst, declarant } = cast.rightful;
  const incident = `/api/incidents/${records.incidentId}`;
  ok(await declarant.post(`${incident}/versions`, anAmendment()));
  ok(await analyst.post(`${incident}/assessments`, anAssessment()));
  const task = { ...aTask({ itemId: newRecordId() }), side: 'agency', title: SECRETS.agencyTask };
  ok(await analyst.post(`${incident}/tasks`, task));
  const note = { id: newRecordId(), text: SECRETS.agencyNote, visibility: 'agency', type: 'note' };
  ok(await analyst.post(`${incident}/journal`, note));
  const regionalNote = { id: newRecordId(), type: 'decision', text: SECRETS.regionalNote };
  ok(await analyst.post(`/api/regional-incidents/${records.regionalId}/journal`, regionalNote));
  const { side: _, ...regionalTask } = { ...aTask(), title: SECRETS.regionalTask };
  ok(await analyst.post(`/api/regional-incidents/${records.regionalId}/tasks`, regionalTask));
  const regionalRun = { id: newRecordId(), code: 'supplier-outage', version: 1 };
  ok(await analyst.post(`/api/regional-incidents/${records.regionalId}/playbooks`, regionalRun));
  // Characters at which a careless reader of lines would break.
  const odd = 'Un retour\r\nune ligne\u2028et un paragraphe\u2029, "guillemets" \\ et 🏥';
  ok(await analyst.post(`${incident}/journal`, { id: newRecordId(), text: odd }));
  for (const reader of [analyst, declarant]) ok(await reader.post(`${incident}/room/read`, { seq: 1 }));
  ok(
    await declarant.post(`${incident}/authorities`, {
      id: newRecordId(),
      authority: 'anssi',
      status: 'told',
      toldAt: ago(60_000),
      reference: 'REF-1',
      toldBy: 'Camille Inventée',
      stages: [],
    }),
  );
  ok(
    await analyst.post(`${incident}/report-requests`, {
      id: newRecordId(),
      regime: 'nis2',
      stage: 'intermediate',
      askedAt: ago(60_000),
      dueAt: ago(-48 * HOUR),
      askedBy: 'Dominique Inventée, CERT-FR',
    }),
  );
  const theirs = aDeclaration(cast.facilityB, { what: SECRETS.otherFacility });
  ok(await cast.foreign.declarant.post('/api/declarations', theirs));
  // Long enough ago for reminders to be due.
  ok(
    await declarant.post(
      '/api/declarations',
      aDeclaration(records.facilityId, { since: null, awareAt: ago(30 * HOUR) }),
    ),
  );
  await until(
    async () => ((await declarant.get<{ items: unknown[] }>('/api/inbox')).body.items.length > 0 ? true : undefined),
    'an advisory to answer',
  );
  const answer = { answer: 'in-progress', note: 'En cours.' };
  ok(await declarant.post(`/api/inbox/${records.facilityId}/${records.sentId}/answer`, answer));
  const reason = { reason: 'Autre cause.' };
  ok(await analyst.post(`${incident}/similar/${records.otherIncidentId}/dismiss`, reason));
  for (const file of FILES) {
    const { name, bytes, visibility } = file;
    const by = visibility === 'agency' ? analyst : declarant;
    file.id = await attach(by, records.incidentId, bytes, { name, visibility });
  }
  const destroyed = await attach(declarant, records.incidentId, 'Joint par erreur.');
  ok(await analyst.post(`${incident}/attachments/${destroyed}/destroy`, { reason: 'Joint par erreur.' }));
}

/** What came with a mail and is not in the attachment store yet, in rows as the mailbox writes them. */
const keptId = newRecordId();
const PIECE = 256 * 1024;
const pieces = Array.from({ length: Math.ceil(ATTACHED.length / PIECE) }, (_, at) =>
  ATTACHED.subarray(at * PIECE, (at + 1) * PIECE),
);

/** What comes by rounds and by quarters only, or is soon gone: written as it would be. */
export const LATER_RECORDS = [
  `INSERT INTO incident.mail_attachment (id, draft_id, number, name, media_type, size, sha256, move_at)
   SELECT '${keptId}', id, 99, 'journal.bin', 'application/octet-stream', ${ATTACHED.length},
     '\\x${createHash('sha256').update(ATTACHED).digest('hex')}', '9999-01-01' FROM incident.mail_draft LIMIT 1`,
  ...pieces.map(
    (piece, at) =>
      `INSERT INTO incident.mail_attachment_chunk VALUES ('${keptId}', ${at + 1}, '\\x${piece.toString('hex')}')`,
  ),
  `INSERT INTO incident.similar_told (regional_id, facility_id, owner)
   SELECT r.id, f.id, f.id::text FROM incident.regional_incident AS r, directory.facility AS f LIMIT 1`,
  `INSERT INTO incident.figure_release (id, first_quarter, last_quarter, incidents, tables, published_at, published_by)
   SELECT gen_random_uuid(), '2020-Q1', '2020-Q2', 12, '{"categories": [3, 9]}', now(), id FROM directory.person LIMIT 1`,
];
