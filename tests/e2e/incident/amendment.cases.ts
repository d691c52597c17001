import { randomUUID } from 'node:crypto';
import { type CommandInput, type DeclarationInput, emptyReport } from '#libs/contracts';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { agent, declarant, declaration, refusalOf, staff } from './rig.js';
import { rig } from './running.js';

const SUBMIT = 'incident.declaration.submit';
const AMEND = 'incident.declaration.amend';
const VERSIONS = 'incident.declaration.versions';
type Amendment = CommandInput<typeof AMEND>;
const UPDATED = 'Deux serveurs sont rétablis.';

const sos: Partial<DeclarationInput> = {
  stage: 'sos',
  degradedMode: 'unknown',
  careServices: [],
  dataTouched: 'unknown',
  supplier: null,
  helpWanted: [],
};

function amendment(incidentId: string, facilityId: string, part: Partial<Amendment> = {}): Amendment {
  const { id: _, facilityId: __, awareAt: ___, kind: ____, stage: _____, ...answers } = declaration(facilityId);
  return { incidentId, stage: 'full', base: 1, ...answers, report: {}, ...part };
}

async function declared(part: Parameters<typeof declaration>[1] = {}) {
  const who = declarant();
  const body = declaration(who.facilityId, part);
  await rig.as(who, SUBMIT, body);
  return { who, body, incidentId: body.id, facilityId: who.facilityId };
}

describe('a declaration that goes on', () => {
  it('begins as an SOS, is completed, then brought up to date; each version can be read beside the others', async () => {
    const { who, body, incidentId, facilityId } = await declared({ ...sos, what: 'Plus rien ne répond.' });
    expect((await rig.as(who, VERSIONS, { incidentId })).items).toMatchObject([
      { number: 1, stage: 'sos', source: 'console', authorSide: 'facility', authorId: who.id },
    ]);
    const full = amendment(incidentId, facilityId, { what: 'Le dossier patient est chiffré.' });
    expect(await rig.as(who, AMEND, full)).toMatchObject({ number: 2 });
    const analyst = agent('analyst');
    const report = { careSafety: 'yes', measures: 'Serveurs isolés.' } as const;
    await rig.as(
      analyst,
      AMEND,
      amendment(incidentId, facilityId, { stage: 'update', base: 2, what: UPDATED, report }),
    );

    const { items } = await rig.as(who, VERSIONS, { incidentId });
    expect(items.map(({ number, stage, authorSide, authorId }) => [number, stage, authorSide, authorId])).toEqual([
      [3, 'update', 'agency', null],
      [2, 'full', 'facility', who.id],
      [1, 'sos', 'facility', who.id],
    ]);
    expect(items.map(({ answers }) => answers.what)).toEqual([UPDATED, full.what, body.what]);
    expect(items[0]?.answers.report).toEqual({ ...emptyReport, ...report });
    expect(items[2]?.answers).toMatchObject({ since: body.since, contact: body.contact, report: emptyReport });
    const [latest] = (await rig.as(analyst, VERSIONS, { incidentId })).items;
    expect(latest?.authorId).toBe(analyst.id);

    const incident = await rig.as(who, 'incident.incident.get', { incidentId });
    expect(incident).toMatchObject({ stage: 'update', answersNumber: 3, version: 3, awareAt: body.awareAt, report });
    expect((await rig.events(incidentId)).map(({ type }) => type)).toEqual([
      'incident.declared',
      'incident.amended',
      'incident.amended',
    ]);
  });

  it('keeps the words around what cannot be read, emoji and writing from right to left', async () => {
    const { who, incidentId, facilityId } = await declared(sos);
    const measures = 'Isolé 🏥 \u{1F469}\u200D\u2695\uFE0F \u0645\u0633\u062A\u0634\u0641\u0649';
    const report = { measures, rootCause: 'coupé \ud83d' };
    await rig.as(who, AMEND, amendment(incidentId, facilityId, { what: measures, report }));
    const [latest] = (await rig.as(who, VERSIONS, { incidentId })).items;
    expect(latest?.answers).toMatchObject({ what: measures, report: { measures, rootCause: 'coupé \ufffd' } });
  });

  it('overwrites nothing when two people complete it at once', async () => {
    const { who, incidentId, facilityId } = await declared(sos);
    const both = await Promise.allSettled(
      ['Un', 'Deux'].map((what) => rig.as(who, AMEND, amendment(incidentId, facilityId, { what }))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(rig.as(who, AMEND, amendment(incidentId, facilityId)))).toBe('answers-changed');
    expect((await rig.as(who, VERSIONS, { incidentId })).items).toHaveLength(2);
  });

  it('is amended once for one key, however often it is sent', async () => {
    const { who, incidentId, facilityId } = await declared(sos);
    const body = amendment(incidentId, facilityId);
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => rig.as(who, AMEND, body, key)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await rig.as(who, VERSIONS, { incidentId })).items).toHaveLength(2);
    const audits = await rig.database.asAdmin<{ action: string }>(
      'SELECT action FROM incident.audit WHERE record_id = $1 ORDER BY id',
      [incidentId],
    );
    expect(audits.map(({ action }) => action)).toEqual([SUBMIT, AMEND]);
  });

  it('is not completed a second time, and not after it was closed', async () => {
    const { who, incidentId, facilityId } = await declared();
    expect(await refusalOf(rig.as(who, AMEND, amendment(incidentId, facilityId, { stage: 'full' })))).toBe(
      'state-conflict',
    );
    const analyst = agent('analyst');
    for (const action of ['take', 'acknowledge', 'resolve', 'close'] as const)
      await rig.as(analyst, `incident.incident.${action}`, { incidentId });
    expect(await refusalOf(rig.as(who, AMEND, amendment(incidentId, facilityId, { stage: 'update' })))).toBe(
      'state-conflict',
    );
  });

  it('does not exist for another facility', async () => {
    const { incidentId, facilityId } = await declared();
    const stranger = declarant();
    for (const ask of [
      () => rig.as(stranger, AMEND, amendment(incidentId, facilityId)),
      () => rig.as(stranger, VERSIONS, { incidentId }),
      () => rig.as(stranger, 'incident.incident.reclassify', { incidentId, nature: 'failure', reason: null }),
      () => rig.as(stranger, 'incident.declaration.recent', { facilityId }),
    ])
      expect(await refusalOf(ask())).toBe('not-found');
  });
});

describe('a suspicion', () => {
  it('is reclassified in place, by the facility and by the agency, without typing again', async () => {
    const { who, body, incidentId } = await declared();
    const reclassify = (by: typeof who | ReturnType<typeof agent>, nature: 'malicious' | 'failure') =>
      rig.as(by, 'incident.incident.reclassify', { incidentId, nature, reason: 'Constaté sur place.' });
    await reclassify(who, 'malicious');
    await reclassify(who, 'malicious');
    await reclassify(agent('analyst'), 'failure');
    const incident = await rig.as(who, 'incident.incident.get', { incidentId });
    expect(incident).toMatchObject({ nature: 'failure', what: body.what, answersNumber: 1 });
    const { items } = await rig.as(who, 'incident.journal.list', { incidentId });
    expect(items.map(({ type, details }) => [type, details])).toEqual([
      ['declared', {}],
      ['reclassified', { from: 'suspicion', to: 'malicious' }],
      ['reclassified', { from: 'malicious', to: 'failure' }],
    ]);
  });
});

describe('the instant of becoming aware', () => {
  const correct = 'incident.incident.correct-aware';

  it('is corrected with a reason, which the journal and the audit keep', async () => {
    const { who, body, incidentId } = await declared();
    const awareAt = new Date(Date.parse(body.awareAt) - 600_000).toISOString();
    await rig.as(who, correct, { incidentId, awareAt, reason: 'Main courante.' });
    expect((await rig.as(who, 'incident.incident.get', { incidentId })).awareAt).toBe(awareAt);
    const { items } = await rig.as(who, 'incident.journal.list', { incidentId });
    expect(items.at(-1)).toMatchObject({
      type: 'aware-corrected',
      text: 'Main courante.',
      details: { from: body.awareAt, to: awareAt },
    });
    const [audited] = await rig.database.asAdmin<{ details: unknown }>(
      'SELECT details FROM incident.audit WHERE record_id = $1 AND action = $2',
      [incidentId, correct],
    );
    expect(audited?.details).toEqual({ from: body.awareAt, to: awareAt });
  });

  it('is neither in the future nor before the beginning', async () => {
    const { who, body, incidentId } = await declared();
    const at = (instant: number) => ({ incidentId, awareAt: new Date(instant).toISOString(), reason: 'Essai' });
    expect(await refusalOf(rig.as(who, correct, at(Date.now() + 3_600_000)))).toBe('aware-in-future');
    const yearBefore = Date.parse(body.since ?? '') - 365 * 86_400_000;
    expect(await refusalOf(rig.as(who, correct, at(yearBefore)))).toBe('aware-before-start');
  });
});

describe('what the agency records in a facility’s name', () => {
  it('keeps who called and where to call back, for the agency alone', async () => {
    const analyst = agent('analyst');
    const who = declarant();
    const body = declaration(who.facilityId, sos);
    // The facility must be known to the directory, which is not here: its caller is written by hand.
    await rig.as(who, SUBMIT, body);
    await rig.database.asAdmin(
      `UPDATE incident.incident SET source = 'phone', caller_name = 'Mme Inventée', caller_phone = '0696000009' WHERE id = $1`,
      [body.id],
    );
    const seenBy = (by: typeof who | typeof analyst) => rig.as(by, 'incident.incident.get', { incidentId: body.id });
    expect(await seenBy(analyst)).toMatchObject({ caller: { name: 'Mme Inventée', phone: '0696000009' } });
    expect(await seenBy(who)).toMatchObject({ source: 'phone', caller: null });
  });

  it('goes on by the facility; who of the agency recorded it stays known to the agency, and to nobody else', async () => {
    const analyst = agent('analyst');
    const { who, incidentId, facilityId } = await declared(sos);
    await rig.database.asAdmin(
      `UPDATE incident.incident SET declared_by = '00000000-0000-0000-0000-000000000000', recorded_by = $2 WHERE id = $1`,
      [incidentId, analyst.id],
    );
    await rig.as(who, AMEND, amendment(incidentId, facilityId));
    const authorsFor = async (by: typeof who | typeof analyst) =>
      (await rig.as(by, VERSIONS, { incidentId })).items.map(({ authorSide, authorId }) => [authorSide, authorId]);
    expect(await authorsFor(who)).toEqual([
      ['facility', who.id],
      ['agency', null],
    ]);
    expect(await authorsFor(analyst)).toEqual([
      ['facility', who.id],
      ['agency', analyst.id],
    ]);
  });
});

describe('two people of one hospital', () => {
  it('are shown each other’s declaration, and can join instead', async () => {
    const { who, incidentId, facilityId } = await declared({ what: 'Le laboratoire ne rend plus de résultats.' });
    const colleague = staff([facilityId], 'declarant');
    const { items } = await rig.as(colleague, 'incident.declaration.recent', { facilityId });
    expect(items).toMatchObject([
      { incidentId, declaredBy: who.id, excerpt: 'Le laboratoire ne rend plus de résultats.' },
    ]);
    const id = newId();
    const joined = await rig.as(colleague, 'incident.declaration.join', {
      id,
      incidentId,
      what: 'La pharmacie aussi.',
      contact: { name: 'Pharmacie', phone: '+596 696 00 00 02', email: null },
    });
    expect(joined).toMatchObject({ incidentId, reference: items[0]?.reference });
    const entry = (await rig.as(who, 'incident.journal.list', { incidentId })).items.at(-1);
    expect(entry).toMatchObject({ id, type: 'joined', authorId: colleague.id });
    expect(entry?.text).toContain('La pharmacie aussi.');
    expect(entry?.text).toContain('+596 696 00 00 02');
  });

  it('are not shown an exercise for a real declaration, nor what is over', async () => {
    const { who, incidentId, facilityId } = await declared();
    const recent = (kind: 'real' | 'exercise') => rig.as(who, 'incident.declaration.recent', { facilityId, kind });
    expect((await recent('exercise')).items).toEqual([]);
    const analyst = agent('analyst');
    for (const action of ['take', 'acknowledge', 'resolve'] as const)
      await rig.as(analyst, `incident.incident.${action}`, { incidentId });
    expect((await recent('real')).items).toEqual([]);
  });
});
