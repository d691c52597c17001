import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type CommandInput, type Refusal, type Tlp } from '#libs/contracts';
import { newId } from '#libs/platform';
import { contact, facility, person, region } from './region.js';
import { PUBLIC_URL } from '../service-secrets.js';
import { Rig, until } from './rig.js';

const hospital = facility('Hôpital Nord');
const clinic = facility('Clinique Est');
const home = facility('Résidence du Morne', 'nursing-home');
const laboratory = facility('Laboratoire du Port', 'laboratory');

const analyst = person('analyste', { agencyRoles: ['analyst'] });
const colleague = person('collegue', { agencyRoles: ['analyst', 'approver'] });
const approver = person('valideur', { agencyRoles: ['approver'] });
const auditor = person('auditrice', { agencyRoles: ['auditor'] });
const declarant = person('declarante', { roles: [{ facilityId: hospital.id, role: 'declarant' }] });
const ofTwo = person('deux-sites', {
  roles: [
    { facilityId: clinic.id, role: 'facility-manager' },
    { facilityId: laboratory.id, role: 'inventory-officer' },
  ],
});
const english = person('reader', { locale: 'en', roles: [{ facilityId: clinic.id, role: 'declarant' }] });

const french = contact(hospital.id, 'astreinte@hopital.example');
const second = contact(hospital.id, 'direction@hopital.example');
const inEnglish = contact(clinic.id, 'duty@clinique.example', 'en');
const byTelephone = contact(home.id, null);

let rig: Rig;

beforeAll(async () => {
  rig = await Rig.start(
    region({
      facilities: [hospital, clinic, home, laboratory],
      people: [analyst, colleague, approver, auditor, declarant, ofTwo, english],
      contacts: [french, second, inEnglish, byTelephone],
    }),
  );
}, 90_000);
afterAll(() => rig.close(), 30_000);
jest.setTimeout(30_000);
beforeEach(() => rig.mailbox.reset());

const TITLE = 'Coupez la télémaintenance';
const BODY = 'Isolez le serveur avant midi.';
const hospitals = { categories: ['hospital' as const] };

const draft = (part: Partial<CommandInput<'alerting.advisory.save'>> = {}): CommandInput<'alerting.advisory.save'> => ({
  id: newId(),
  tlp: 'GREEN',
  texts: { fr: { title: TITLE, body: BODY }, en: { title: 'Cut remote access', body: 'Isolate the server by noon.' } },
  respondBy: null,
  csafId: null,
  regionalId: null,
  audience: hospitals,
  ...part,
});

async function submitted(part: Partial<CommandInput<'alerting.advisory.save'>> = {}) {
  const { advisoryId, reference } = await rig.as(analyst, 'alerting.advisory.save', draft(part));
  await rig.as(analyst, 'alerting.advisory.submit', { advisoryId });
  return { advisoryId, reference };
}

async function sent(part: Partial<CommandInput<'alerting.advisory.save'>> = {}, expectedCount = 2) {
  const advisory = await submitted(part);
  await rig.as(approver, 'alerting.advisory.approve', { advisoryId: advisory.advisoryId, expectedCount });
  return advisory;
}

const refused = (code: Refusal['code'], params: object = {}) => expect.objectContaining({ code, ...params });

describe('writing an advisory', () => {
  it('gives it a reference, and keeps it through every save', async () => {
    const body = draft();
    const first = await rig.as(analyst, 'alerting.advisory.save', body);
    expect(first).toMatchObject({ state: 'draft', version: 1, recipientCount: null });
    expect(first.reference).toMatch(/^972-A-\d{4}-\d{4}$/);
    const again = await rig.as(colleague, 'alerting.advisory.save', { ...body, tlp: 'AMBER' });
    expect(again).toEqual({ ...first, version: 2 });
    const read = await rig.as(auditor, 'alerting.advisory.get', { advisoryId: body.id });
    expect(read).toMatchObject({ tlp: 'AMBER', authorId: colleague.id, texts: body.texts, audience: hospitals });
  });

  it('marks the reference of an exercise, and never makes it real', async () => {
    const body = draft({ kind: 'exercise' });
    const { reference } = await rig.as(analyst, 'alerting.advisory.save', body);
    expect(reference).toMatch(/^972-A-X-\d{4}-\d{4}$/);
    await expect(rig.as(analyst, 'alerting.advisory.save', { ...body, kind: 'real' })).rejects.toEqual(
      refused('invalid-request', { params: { places: [{ path: 'kind', code: 'kind-fixed' }] } }),
    );
  });

  it('happens once for one key', async () => {
    const body = draft();
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => rig.as(analyst, 'alerting.advisory.save', body, key)));
    expect(answers.map(({ version }) => version)).toEqual([1, 1, 1]);
    await expect(rig.as(analyst, 'alerting.advisory.save', { ...body, tlp: 'RED' }, key)).rejects.toEqual(
      refused('idempotency-key-reused'),
    );
  });

  it('is for analysts only', async () => {
    for (const who of [approver, auditor, declarant]) {
      await expect(rig.as(who, 'alerting.advisory.save', draft())).rejects.toEqual(refused('forbidden'));
    }
  });
});

describe('the audience', () => {
  it('is shown exactly, with the reasons', async () => {
    const { count, members } = await rig.as(analyst, 'alerting.audience.preview', {
      audience: { ...hospitals, facilities: [home.id], except: [clinic.id] },
    });
    expect(count).toBe(2);
    expect(members.map(({ name, reasons }) => [name, reasons])).toEqual([
      ['Hôpital Nord', ['category']],
      ['Résidence du Morne', ['named']],
    ]);
  });

  it('may not be empty when it is submitted', async () => {
    const { advisoryId } = await rig.as(
      analyst,
      'alerting.advisory.save',
      draft({ audience: { categories: ['dialysis'] } }),
    );
    await expect(rig.as(analyst, 'alerting.advisory.submit', { advisoryId })).rejects.toEqual(
      refused('audience-empty'),
    );
    expect(await rig.as(analyst, 'alerting.advisory.get', { advisoryId })).toMatchObject({ state: 'draft' });
  });
});

describe('approving', () => {
  it('is refused to whoever wrote or submitted any version', async () => {
    const body = draft();
    await rig.as(colleague, 'alerting.advisory.save', body);
    await rig.as(analyst, 'alerting.advisory.save', body);
    await rig.as(analyst, 'alerting.advisory.submit', { advisoryId: body.id });
    const approval = { advisoryId: body.id, expectedCount: 2 };
    await expect(rig.as(colleague, 'alerting.advisory.approve', approval)).rejects.toEqual(
      refused('author-cannot-approve'),
    );
    await expect(rig.as(analyst, 'alerting.advisory.approve', approval)).rejects.toEqual(refused('forbidden'));
    expect(await rig.as(approver, 'alerting.advisory.approve', approval)).toMatchObject({
      state: 'sent',
      recipientCount: 2,
    });
  });

  it('sends nothing when the list is not the one that was seen', async () => {
    const { advisoryId } = await submitted();
    await expect(rig.as(approver, 'alerting.advisory.approve', { advisoryId, expectedCount: 3 })).rejects.toEqual(
      refused('audience-changed', { params: { count: 2 } }),
    );
    expect(await rig.as(approver, 'alerting.advisory.get', { advisoryId })).toMatchObject({
      state: 'submitted',
      sentAt: null,
    });
  });

  it('sends nothing when the text or the list is another than what was seen', async () => {
    const { advisoryId } = await submitted();
    const { digest } = await rig.as(approver, 'alerting.audience.preview', { audience: hospitals });
    const seen = { advisoryId, expectedCount: 2, expectedVersion: 1, expectedDigest: digest };
    await rig.as(approver, 'alerting.advisory.return', { advisoryId, reason: 'Précisez.' });
    await rig.as(analyst, 'alerting.advisory.save', draft({ id: advisoryId }));
    await rig.as(analyst, 'alerting.advisory.submit', { advisoryId });
    await expect(rig.as(approver, 'alerting.advisory.approve', seen)).rejects.toEqual(
      refused('advisory-changed', { params: { version: 2 } }),
    );
    const another = { ...seen, expectedVersion: 2, expectedDigest: '0'.repeat(64) };
    await expect(rig.as(approver, 'alerting.advisory.approve', another)).rejects.toEqual(
      refused('audience-changed', { params: { count: 2 } }),
    );
    await rig.as(approver, 'alerting.advisory.approve', { ...seen, expectedVersion: 2 });
  });

  it('can be answered with a return, whose reason the author reads', async () => {
    const { advisoryId } = await submitted();
    await rig.as(approver, 'alerting.advisory.return', { advisoryId, reason: 'Précisez le délai.' });
    expect(await rig.as(analyst, 'alerting.advisory.get', { advisoryId })).toMatchObject({
      state: 'draft',
      returnReason: 'Précisez le délai.',
    });
    await rig.as(analyst, 'alerting.advisory.submit', { advisoryId });
    expect(await rig.as(analyst, 'alerting.advisory.get', { advisoryId })).toMatchObject({ returnReason: null });
  });

  it('is impossible in any state but submitted, and repeated without effect', async () => {
    const { advisoryId } = await rig.as(analyst, 'alerting.advisory.save', draft());
    const approval = { advisoryId, expectedCount: 2 };
    await expect(rig.as(approver, 'alerting.advisory.approve', approval)).rejects.toEqual(
      refused('state-conflict', { params: { state: 'draft' } }),
    );
    await rig.as(analyst, 'alerting.advisory.submit', { advisoryId });
    const key = randomUUID();
    const first = await rig.as(approver, 'alerting.advisory.approve', approval, key);
    expect(await rig.as(approver, 'alerting.advisory.approve', approval, key)).toEqual(first);
    await expect(rig.as(approver, 'alerting.advisory.approve', approval)).rejects.toEqual(
      refused('state-conflict', { params: { state: 'sent' } }),
    );
    const rows = await rig.database.asAdmin('SELECT 1 FROM alerting.broadcast WHERE advisory_id = $1', [advisoryId]);
    expect(rows).toHaveLength(1);
  });

  it('leaves an audit row and one fact for each step', async () => {
    const { advisoryId } = await sent();
    const audit = await rig.database.asAdmin<{ action: string; origin: string }>(
      'SELECT action, origin FROM alerting.audit WHERE record_id = $1 ORDER BY id',
      [advisoryId],
    );
    expect(audit.map(({ action }) => action)).toEqual([
      'alerting.advisory.save',
      'alerting.advisory.submit',
      'alerting.advisory.approve',
    ]);
    expect(new Set(audit.map(({ origin }) => origin))).toEqual(new Set(['192.0.2.7']));
    const facts = await rig.database.asAdmin(
      'SELECT type, version FROM messaging.event WHERE aggregate_id = $1 ORDER BY version',
      [advisoryId],
    );
    expect(facts).toEqual([
      { type: 'advisory.submitted', version: 1 },
      { type: 'advisory.broadcast', version: 2 },
    ]);
  });
});

describe('the mails of a broadcast', () => {
  const allAddresses = ['astreinte@hopital.example', 'direction@hopital.example', 'duty@clinique.example'];

  it('reach every contact point with an address, once, in its language', async () => {
    const { advisoryId, reference } = await sent();
    await until('three mails', () => rig.mailbox.about(reference).length === 3);
    const mails = rig.mailbox.about(reference);
    expect(mails.map(({ to }) => to).sort()).toEqual(allAddresses);
    const subjects = Object.fromEntries(mails.map(({ to, mail }) => [to, mail.subject]));
    expect(subjects['astreinte@hopital.example']).toBe(`TLP:GREEN ${reference} : ${TITLE}`);
    expect(subjects['duty@clinique.example']).toBe(`TLP:GREEN ${reference}: Cut remote access`);
    const toHospital = mails.find(({ to }) => to === 'astreinte@hopital.example');
    expect(toHospital?.mail.text).toContain(BODY);
    expect(toHospital?.mail.text).toContain(`${PUBLIC_URL}/inbox/${hospital.id}/${advisoryId}`);
    expect(new Set(mails.map(({ mail }) => mail.messageId)).size).toBe(3);
    await until('all marked sent', async () => {
      const { rows } = await rig.as(analyst, 'alerting.acknowledgement.board', { advisoryId });
      return rows.reduce((sum, { mailsSent }) => sum + mailsSent, 0) === 3;
    });
  });

  it.each<Tlp>(['AMBER', 'AMBER+STRICT'])('carry at TLP:%s the reference and the link only', async (tlp) => {
    const { advisoryId, reference } = await sent({ tlp });
    await until('three mails', () => rig.mailbox.about(reference).length === 3);
    for (const { mail } of rig.mailbox.about(reference)) {
      expect(mail.subject).toContain(reference);
      expect(mail.text).toContain(advisoryId);
      for (const text of [mail.subject, mail.text, mail.html])
        expect(text).not.toMatch(/télémaintenance|remote|midi|noon/i);
    }
  });

  it('say at TLP:RED that one has to sign in, and nothing else', async () => {
    const { advisoryId, reference } = await sent({ tlp: 'RED' });
    // Those of earlier broadcasts may still arrive.
    const red = () => rig.mailbox.received.filter(({ mail }) => mail.subject?.startsWith('TLP:RED'));
    await until('three mails', () => red().length === 3);
    for (const { to, mail } of red()) {
      expect(mail.subject).toBe(to.startsWith('duty') ? 'TLP:RED Sign in to Vigie' : 'TLP:RED Connectez-vous à Vigie');
      expect(mail.text).toContain(`${PUBLIC_URL}/`);
      for (const text of [mail.subject, mail.text, mail.html, [...mail.headers.values()].join(' ')]) {
        expect(text).not.toMatch(/télémaintenance|remote|midi|noon|inbox/i);
        expect(text).not.toContain(reference);
        expect(text).not.toContain(advisoryId);
        expect(text).not.toContain(hospital.id);
      }
    }
  });

  it('are marked in an exercise', async () => {
    const { reference } = await sent({ kind: 'exercise', tlp: 'CLEAR' });
    await until('three mails', () => rig.mailbox.about(reference).length === 3);
    for (const { to, mail } of rig.mailbox.about(reference)) {
      const word = to.startsWith('duty') ? 'EXERCISE' : 'EXERCICE';
      expect(mail.subject?.startsWith(`TLP:CLEAR [${word}] `)).toBe(true);
      expect(mail.text?.startsWith(word)).toBe(true);
    }
  });
});

describe('a facility', () => {
  it('finds in its inbox what it was sent, in its reader’s language, and nothing else', async () => {
    const before = await rig.as(declarant, 'alerting.inbox.list', {});
    const { advisoryId, reference } = await sent();
    await rig.as(analyst, 'alerting.advisory.save', draft());
    const { items, total } = await rig.as(declarant, 'alerting.inbox.list', { limit: 1 });
    expect(total).toBe(before.total + 1);
    expect(items).toEqual([
      expect.objectContaining({
        advisoryId,
        reference,
        facilityId: hospital.id,
        title: TITLE,
        state: 'sent',
        note: null,
      }),
    ]);
    const [inOtherLanguage] = (await rig.as(english, 'alerting.inbox.list', { limit: 1 })).items;
    expect(inOtherLanguage).toMatchObject({ advisoryId, title: 'Cut remote access' });
    const detail = await rig.as(declarant, 'alerting.inbox.get', { advisoryId, facilityId: hospital.id });
    expect(detail).toMatchObject({
      texts: { fr: { title: TITLE, body: BODY } },
      answers: ['read', 'not-concerned', 'in-progress', 'done'],
    });
  });

  it('pages through its inbox without a gap or a double', async () => {
    for (let index = 0; index < 3; index += 1) await sent();
    const all = await rig.as(declarant, 'alerting.inbox.list', { limit: 200 });
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await rig.as(declarant, 'alerting.inbox.list', { limit: 2, cursor });
      paged.push(...page.items.map(({ advisoryId }) => advisoryId));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(paged).toEqual(all.items.map(({ advisoryId }) => advisoryId));
  });

  it('sees another’s as it sees what does not exist', async () => {
    const { advisoryId } = await sent();
    const unknown = newId();
    for (const [advisory, at] of [
      [advisoryId, hospital.id],
      [unknown, clinic.id],
      [advisoryId, laboratory.id],
    ] as const) {
      const body = { advisoryId: advisory, facilityId: at };
      await expect(rig.as(ofTwo, 'alerting.inbox.get', body)).rejects.toEqual(refused('not-found', { params: {} }));
      await expect(
        rig.as(ofTwo, 'alerting.acknowledgement.answer', { ...body, answer: 'read', note: null }),
      ).rejects.toEqual(refused('not-found', { params: {} }));
    }
    expect((await rig.as(ofTwo, 'alerting.inbox.list', { facilityId: hospital.id })).total).toBe(0);
    for (const command of ['alerting.advisory.get', 'alerting.acknowledgement.board'] as const) {
      await expect(rig.as(declarant, command, { advisoryId })).rejects.toEqual(refused('forbidden'));
    }
  });

  it('cannot read how an advisory came about, whatever is asked of the database', async () => {
    await sent();
    const database = await rig.database.connect('alerting', 1);
    const ask = (sql: string) =>
      database.transaction({ kind: 'facility', facilities: [hospital.id], actorId: declarant.id }, (tx) =>
        tx.query(sql),
      );
    for (const column of ['audience', 'author_id', 'approver_id', 'return_reason', 'state', 'recipient_count']) {
      await expect(ask(`SELECT ${column} FROM advisory`)).rejects.toThrow('permission denied');
    }
    for (const table of ['advisory_step', 'broadcast', 'mailing', 'mail', 'duty_notification']) {
      await expect(ask(`SELECT 1 FROM ${table}`)).rejects.toThrow('permission denied');
    }
    const seen: { facility_id: string }[] = await ask('SELECT DISTINCT facility_id FROM recipient');
    expect(seen).toEqual([{ facility_id: hospital.id }]);
    const drafts = await ask(
      'SELECT 1 FROM advisory_text t WHERE NOT EXISTS (SELECT FROM recipient r WHERE r.advisory_id = t.advisory_id)',
    );
    expect(drafts).toEqual([]);
  });
});

describe('answers', () => {
  const answer = (
    advisoryId: string,
    reply: 'read' | 'not-concerned' | 'in-progress' | 'done',
    note: string | null = null,
    key?: string,
  ) =>
    rig.as(
      declarant,
      'alerting.acknowledgement.answer',
      { advisoryId, facilityId: hospital.id, answer: reply, note },
      key,
    );

  it('show on the board, each with its history and its fact', async () => {
    const { advisoryId } = await sent({ respondBy: '2020-01-01T00:00:00.000Z' });
    expect(await answer(advisoryId, 'read')).toMatchObject({ state: 'read', note: null });
    expect(await answer(advisoryId, 'in-progress', 'Fournisseur appelé.')).toMatchObject({ state: 'in-progress' });
    const chased = await rig.as(analyst, 'alerting.acknowledgement.board', { advisoryId });
    expect(chased.rows.map(({ name, state, overdue }) => [name, state, overdue])).toEqual([
      ['Clinique Est', 'sent', true],
      ['Hôpital Nord', 'in-progress', true],
    ]);
    await answer(advisoryId, 'done', 'Accès coupé à 11 h.');
    const board = await rig.as(auditor, 'alerting.acknowledgement.board', { advisoryId });
    expect(board.counts).toEqual({ sent: 1, read: 0, 'not-concerned': 0, 'in-progress': 0, done: 1 });
    expect(board.advisory).toMatchObject({ state: 'sent', answered: 1, recipientCount: 2 });
    expect(board.rows[1]).toMatchObject({
      state: 'done',
      note: 'Accès coupé à 11 h.',
      overdue: false,
      commune: 'Fort-de-France',
    });
    const history = await rig.database.asAdmin(
      `SELECT h.version, h.state, h.note FROM alerting.acknowledgement h JOIN alerting.recipient r ON r.id = h.recipient_id
       WHERE r.advisory_id = $1 ORDER BY h.version`,
      [advisoryId],
    );
    expect(history).toEqual([
      { version: 1, state: 'read', note: null },
      { version: 2, state: 'in-progress', note: 'Fournisseur appelé.' },
      { version: 3, state: 'done', note: 'Accès coupé à 11 h.' },
    ]);
    const facts = await rig.database.asAdmin<{ version: number; payload: Record<string, unknown> }>(
      `SELECT version, payload FROM messaging.event WHERE type = 'acknowledgement.changed' AND payload->>'advisoryId' = $1 ORDER BY version`,
      [advisoryId],
    );
    expect(facts.map(({ version, payload }) => [version, payload['state']])).toEqual([
      [1, 'read'],
      [2, 'in-progress'],
      [3, 'done'],
    ]);
    expect(JSON.stringify(facts)).not.toContain('Accès');
  });

  it('need a note where the contract says so', async () => {
    const { advisoryId } = await sent();
    for (const reply of ['done', 'not-concerned'] as const) {
      await expect(answer(advisoryId, reply)).rejects.toEqual(
        refused('invalid-request', { params: { places: [{ path: 'note', code: 'note-required' }] } }),
      );
    }
  });

  it('are never taken back, and given once for one key', async () => {
    const { advisoryId } = await sent();
    const key = randomUUID();
    const first = await answer(advisoryId, 'done', 'Fait.', key);
    expect(await answer(advisoryId, 'done', 'Fait.', key)).toEqual(first);
    await expect(answer(advisoryId, 'read')).rejects.toEqual(refused('state-conflict', { params: { state: 'done' } }));
    const open = await rig.as(declarant, 'alerting.inbox.list', { open: 'yes', limit: 200 });
    expect(open.items.map((item) => item.advisoryId)).not.toContain(advisoryId);
  });
});

describe('lists of advisories', () => {
  it('go by state, newest first, in the reader’s language', async () => {
    const { advisoryId } = await submitted();
    const { items, total } = await rig.as(auditor, 'alerting.advisory.list', { state: 'submitted', limit: 200 });
    expect(items[0]).toMatchObject({ id: advisoryId, state: 'submitted', title: TITLE, answered: null });
    expect(items).toHaveLength(total);
    expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['submitted']));
    const page = await rig.as(auditor, 'alerting.advisory.list', { limit: 1 });
    const next = await rig.as(auditor, 'alerting.advisory.list', { limit: 1, cursor: page.next ?? undefined });
    expect(next.items[0]?.id).not.toBe(page.items[0]?.id);
  });
});
