import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/platform';
import { SmtpAnswer } from './mailbox.js';
import { contact, facility, person, region } from './region.js';
import { PUBLIC_URL } from '../service-secrets.js';
import { Rig, until } from './rig.js';

const hospital = facility('Hôpital Nord');
const clinic = facility('Clinique Est');
const homes = Array.from({ length: 60 }, (_, index) => facility(`Résidence ${index}`, 'nursing-home'));

const analyst = person('analyste', { agencyRoles: ['analyst'] });
const english = person('analyst-en', { agencyRoles: ['analyst'], locale: 'en' });
const approver = person('valideur', { agencyRoles: ['approver'] });

const good = contact(hospital.id, 'astreinte@hopital.example');
const bad = contact(clinic.id, 'parti@clinique.example');
const dialysis = facility('Dialyse Sud', 'dialysis');
const surviving = contact(dialysis.id, 'astreinte@dialyse.example');
const lost = { ...contact(dialysis.id, 'direction@dialyse.example'), outside: false };

let rig: Rig;

beforeAll(async () => {
  rig = await Rig.start(
    region({
      facilities: [hospital, clinic, dialysis, ...homes],
      people: [analyst, english, approver],
      contacts: [
        good,
        bad,
        surviving,
        lost,
        ...homes.map(({ id }, index) => contact(id, `astreinte@residence-${index}.example`)),
      ],
    }),
  );
});
afterAll(() => rig.close());
beforeEach(() => rig.mailbox.reset());

async function broadcastTo(category: 'hospital' | 'nursing-home'): Promise<{ advisoryId: string; reference: string }> {
  const { advisoryId, reference } = await rig.as(analyst, 'alerting.advisory.save', {
    id: newId(),
    tlp: 'GREEN',
    texts: { fr: { title: 'Coupez la télémaintenance', body: 'Avant midi.' }, en: null },
    respondBy: null,
    csafId: null,
    regionalId: null,
    audience: { categories: [category] },
  });
  await rig.as(analyst, 'alerting.advisory.submit', { advisoryId });
  const expectedCount = category === 'hospital' ? 2 : homes.length;
  await rig.as(approver, 'alerting.advisory.approve', { advisoryId, expectedCount });
  return { advisoryId, reference };
}

async function mailsOf(advisoryId: string): Promise<{ name: string; sent: number; failed: number }[]> {
  const { rows } = await rig.as(analyst, 'alerting.acknowledgement.board', { advisoryId });
  return rows.map(({ name, mailsSent, mailsFailed }) => ({ name, sent: mailsSent, failed: mailsFailed }));
}

const allSent = async (advisoryId: string) => (await mailsOf(advisoryId)).every(({ sent }) => sent === 1);

describe('a mail server in trouble', () => {
  it('is asked again until it takes the mail, which keeps its Message-ID', async () => {
    let refusals = 0;
    rig.mailbox.onRecipient = () => {
      if ((refusals += 1) <= 2) throw new SmtpAnswer(450, 'come back later');
    };
    const { advisoryId, reference } = await broadcastTo('hospital');
    await until('both refused', () => refusals >= 2);
    await until('both sent', () => allSent(advisoryId));
    expect(rig.mailbox.about(reference)).toHaveLength(2);
    const rows = await rig.mails();
    for (const { mail } of rig.mailbox.about(reference))
      expect(rows.map((row) => row.messageId)).toContain(mail.messageId);
  });

  it('that refuses for good is believed, and the board says so', async () => {
    let attempts = 0;
    rig.mailbox.onRecipient = (address) => {
      if (address !== bad.email) return;
      attempts += 1;
      throw new SmtpAnswer(550, 'no such mailbox');
    };
    const { advisoryId } = await broadcastTo('hospital');
    await until('one sent, one failed', async () =>
      (await mailsOf(advisoryId)).every(({ sent, failed }) => sent + failed === 1),
    );
    expect(await mailsOf(advisoryId)).toEqual([
      { name: 'Clinique Est', sent: 0, failed: 1 },
      { name: 'Hôpital Nord', sent: 1, failed: 0 },
    ]);
    await rig.makeMailsDue();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(attempts).toBe(1);
    expect((await rig.mails()).filter(({ state }) => state === 'failed')).toEqual([
      expect.objectContaining({ failure: 'smtp-550', addresseeId: bad.id }),
    ]);
  });

  it('that is away is waited for', async () => {
    await rig.mailbox.close();
    const { advisoryId, reference } = await broadcastTo('hospital');
    await until(
      'both tried',
      async () => (await rig.mails()).filter(({ state, failure }) => state === 'open' && failure).length === 2,
    );
    expect(await mailsOf(advisoryId)).toEqual([
      { name: 'Clinique Est', sent: 0, failed: 0 },
      { name: 'Hôpital Nord', sent: 0, failed: 0 },
    ]);
    await rig.mailbox.open();
    await rig.makeMailsDue();
    await until('both sent', () => allSent(advisoryId));
    expect(rig.mailbox.about(reference)).toHaveLength(2);
  });
});

describe('nothing is lost', () => {
  it('when the directory is away while a broadcast leaves', async () => {
    const { advisoryId } = await rig.as(analyst, 'alerting.advisory.save', {
      id: newId(),
      tlp: 'GREEN',
      texts: { fr: { title: 'Titre', body: 'Texte' }, en: null },
      respondBy: null,
      csafId: null,
      regionalId: null,
      audience: { categories: ['hospital'] },
    });
    await rig.as(analyst, 'alerting.advisory.submit', { advisoryId });
    await rig.database.asAdmin('UPDATE alerting.mailing SET next_at = now()');
    const approved = rig.as(approver, 'alerting.advisory.approve', { advisoryId, expectedCount: 2 });
    await approved.then(() => rig.directory.kill());
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await rig.directory.start();
    await rig.makeMailsDue();
    await until('both sent', () => allSent(advisoryId), 60);
  });

  it('when the whole queue is erased', async () => {
    rig.mailbox.slowness = 300;
    const { advisoryId, reference } = await broadcastTo('nursing-home');
    await until('some are sent', () => rig.mailbox.about(reference).length >= 4);
    // The workers go on meanwhile: a deadlock with one of them ends this statement, and not them.
    const erase = () => rig.database.asAdmin('TRUNCATE alerting_queue.job CASCADE');
    await until('it is erased', () =>
      erase().then(
        () => true,
        () => false,
      ),
    );
    rig.mailbox.slowness = 0;
    await rig.makeMailsDue();
    await until('all sent', () => allSent(advisoryId), 60);
    const addresses = new Set(rig.mailbox.about(reference).map(({ to }) => to));
    expect(addresses.size).toBe(homes.length);
  });

  it('when PostgreSQL crashes while it sends', async () => {
    rig.mailbox.slowness = 100;
    const { advisoryId, reference } = await broadcastTo('nursing-home');
    await until('some are sent', () => rig.mailbox.about(reference).length >= 8);
    await rig.database.restart();
    await rig.makeMailsDue();
    await until('all sent', () => allSent(advisoryId), 90);
    expect(new Set(rig.mailbox.about(reference).map(({ to }) => to)).size).toBe(homes.length);
  });

  it('when the service is killed again and again while it sends', async () => {
    rig.mailbox.slowness = 100;
    const { advisoryId, reference } = await broadcastTo('nursing-home');
    for (const count of [0, 15]) {
      await until(`${count} received`, () => rig.mailbox.about(reference).length >= count);
      await rig.alerting.kill();
      await rig.alerting.start();
    }
    await rig.makeMailsDue();
    await until('all sent', () => allSent(advisoryId), 90);
    const received = rig.mailbox.about(reference);
    const idsByAddress = Map.groupBy(received, ({ to }) => to);
    expect(idsByAddress.size).toBe(homes.length);
    for (const mails of idsByAddress.values()) expect(new Set(mails.map(({ mail }) => mail.messageId)).size).toBe(1);
    expect((await rig.mails()).filter(({ state }) => state === 'open')).toEqual([]);
  });
});

describe('the analysts', () => {
  it('are rung once each for a declaration, in their language', async () => {
    const incident = await rig.declare({ reference: '972-2026-0100', patientDanger: 'proven' });
    await until('two mails', () => rig.mailbox.about('972-2026-0100').length === 2);
    const mails = Object.fromEntries(rig.mailbox.about('972-2026-0100').map(({ to, mail }) => [to, mail]));
    expect(mails[analyst.email]?.subject).toBe('Déclaration 972-2026-0100 : danger avéré pour les patients');
    expect(mails[english.email]?.subject).toBe('Declaration 972-2026-0100: proven danger for patients');
    expect(mails[analyst.email]?.text).toContain(`${PUBLIC_URL}/incidents/${incident}`);
  });

  it('get one mail for a storm, with every declaration in exactly one', async () => {
    await rig.database.asAdmin(`UPDATE alerting.mailing SET created_at = created_at - interval '1 hour'`);
    const references = Array.from({ length: 30 }, (_, index) => `972-2026-02${String(index).padStart(2, '0')}`);
    await Promise.all(references.map((reference) => rig.declare({ reference, patientDanger: 'potential' })));
    await until('all noted', async () => {
      const noted = await rig.database.asAdmin(
        `SELECT 1 FROM alerting.duty_notification WHERE reference LIKE '972-2026-02%'`,
      );
      return noted.length === references.length;
    });
    await rig.database.asAdmin(`UPDATE alerting.mailing SET created_at = created_at - interval '1 hour'`);
    await until('all rung', async () => {
      const waiting = await rig.database.asAdmin('SELECT 1 FROM alerting.duty_notification WHERE mailing_id IS NULL');
      return waiting.length === 0;
    });
    const mailings = await rig.database.asAdmin(
      `SELECT DISTINCT mailing_id FROM alerting.duty_notification WHERE reference LIKE '972-2026-02%'`,
    );
    expect(mailings.length).toBeLessThanOrEqual(2);
    await until('one mail to each analyst a mailing', () => rig.mailbox.received.length >= 2 * mailings.length);
    expect(rig.mailbox.received).toHaveLength(2 * mailings.length);
  });

  it('know an exercise from the subject', async () => {
    await rig.declare({ reference: '972-X-2026-0001', kind: 'exercise' });
    await until('two mails', () => rig.mailbox.about('972-X-2026-0001').length === 2);
    const subjects = rig.mailbox.received.map(({ mail }) => mail.subject ?? '');
    expect(subjects.sort()).toEqual([
      '[EXERCICE] Déclaration 972-X-2026-0001 : aucun danger pour les patients',
      '[EXERCISE] Declaration 972-X-2026-0001: no danger for patients',
    ]);
  });
});

describe('a facility in whose name the agency declared', () => {
  const about = (reference: string) => rig.mailbox.about(reference).filter(({ to }) => to.endsWith('dialyse.example'));

  it('is told once, through the contacts that survive, and of nothing that was said', async () => {
    const reference = '972-2026-0300';
    const incidentId = await rig.declare({ reference, facilityId: dialysis.id, source: 'phone' });
    await until('a mail', () => about(reference).length > 0);
    const [told] = about(reference);
    expect(told?.to).toBe(surviving.email);
    expect(told?.mail.subject).toBe(`Une déclaration a été enregistrée en votre nom : ${reference}`);
    expect(told?.mail.text).toContain('après un appel téléphonique');
    expect(told?.mail.text).toContain(`${PUBLIC_URL}/incidents/${incidentId}`);
    await rig.makeMailsDue();
    await rig.declare({ reference: '972-2026-0301', facilityId: dialysis.id, source: 'paper' });
    await until('the next', () => about('972-2026-0301').length > 0);
    expect(about(reference)).toHaveLength(1);
  });

  it('is not told of what its own people declared', async () => {
    await rig.declare({ reference: '972-2026-0302', facilityId: dialysis.id, source: 'relay' });
    await rig.declare({ reference: '972-2026-0303', facilityId: dialysis.id, source: 'phone' });
    await until('the second', () => about('972-2026-0303').length > 0);
    expect(about('972-2026-0302')).toEqual([]);
  });
});
