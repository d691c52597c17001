import { describe, expect, it } from '@jest/globals';
import type { Tlp } from '#libs/contracts';
import { PUBLIC_URL } from '../../service-secrets.js';
import { until } from '../rig.js';
import { BODY, TITLE, sent } from './advisory.js';
import { analyst, hospital, rig } from './running.js';

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
