import { describe, expect, it } from '@jest/globals';
import { PUBLIC_URL } from '../service-secrets.js';
import { PHONE, mail } from './rig.js';
import { rig } from './running.js';

describe('the answer to a mail', () => {
  it('says that it came, that it is no declaration, what to do; and nothing of what it said', async () => {
    const from = 'Camille Inventée <camille@ailleurs.example>';
    const headers = { From: from, Subject: 'Secret objet', 'Message-ID': '<question-1@ailleurs.example>' };
    await rig.take(mail(headers, 'Secret texte'), 'Secret objet');
    const [answer, ...others] = await rig.answersTo('camille@ailleurs.example');
    expect(others).toEqual([]);
    const { subject, text = '', html, headers: sent, messageId, inReplyTo } = answer!.mail;
    expect(subject).toContain('ce n’est pas encore une déclaration');
    expect(text.indexOf('Nous avons reçu')).toBeLessThan(text.indexOf('We received'));
    for (const part of [
      PHONE,
      `${PUBLIC_URL}/declare`,
      'ne vaut pas encore déclaration',
      'not count as an incident declaration',
    ])
      expect(text).toContain(part);
    expect(`${subject}${text}${String(html)}`).not.toMatch(/Secret|Camille/);
    expect(inReplyTo).toBe('<question-1@ailleurs.example>');
    expect(sent.get('auto-submitted')).toBe('auto-replied');
    const [row] = await rig.database.asAdmin<{ message_id: string }>(
      `SELECT m.message_id FROM alerting.mail m JOIN alerting.mailing g ON g.id = m.mailing_id WHERE g.purpose = 'receipt' ORDER BY m.id DESC LIMIT 1`,
    );
    expect(messageId).toBe(row?.message_id);
  });

  it('goes to a sender once an hour, however many mails come and however the address is written', async () => {
    for (const [index, from] of [
      'bavard@ailleurs.example',
      'Bavard <BAVARD@ailleurs.example>',
      'bavard@ailleurs.example',
    ].entries())
      await rig.take(mail({ From: from, Subject: `Bavard ${index}.` }, 'x'), `Bavard ${index}.`);
    await rig.answersTo('bavard@ailleurs.example');
    expect(rig.smtp.received.filter(({ to }) => to.toLowerCase() === 'bavard@ailleurs.example')).toHaveLength(1);
    const drafts = await rig.drafts('Bavard');
    expect(drafts.map(({ answered }) => answered)).toEqual([true, false, false]);
    await rig.database.asAdmin(
      `UPDATE incident.mail_draft SET recorded_at = recorded_at - interval '61 minutes' WHERE lower(answer_address) = 'bavard@ailleurs.example'`,
    );
    await rig.take(
      mail({ From: 'bavard@ailleurs.example', Subject: 'Bavard, une heure après' }, 'x'),
      'une heure après',
    );
    expect(await rig.answersTo('bavard@ailleurs.example')).toHaveLength(2);
  });

  it.each([
    ['an absence notice', { 'Auto-Submitted': 'auto-replied' }],
    ['a bounce', { 'Return-Path': '<>' }],
    ['a list', { 'List-Id': '<actualites.example>' }],
    ['a bulk mail', { Precedence: 'bulk' }],
  ])('never goes to a machine: %s', async (what, headers) => {
    const from = `robot-${what.replace(/\W/g, '')}@ailleurs.example`;
    const draft = await rig.take(
      mail({ From: from, Subject: `Machine : ${what}`, ...headers }, 'x'),
      `Machine : ${what}`,
    );
    expect(draft).toMatchObject({ marks: ['automatic'], answered: false });
    expect(await rig.answersTo(from)).toEqual([]);
  });

  it.each([
    ['the box itself', 'declarations@agence.example', { 'Delivered-To': 'declarations@agence.example' }],
    ['the sender of our own mails', 'vigie@agence.example', {}],
    ['an address that nobody reads', 'MAILER-DAEMON@ailleurs.example', {}],
  ])('never goes to %s', async (what, from, headers) => {
    await rig.take(mail({ From: from, Subject: `Boucle : ${what}`, ...headers }, 'x'), `Boucle : ${what}`);
    expect(await rig.answersTo(from)).toEqual([]);
  });

  it('to our answer is never answered, even when both sides answer by themselves', async () => {
    await rig.take(mail({ From: 'echo@ailleurs.example', Subject: 'Echo' }, 'x'), 'Echo');
    const [answer] = await rig.answersTo('echo@ailleurs.example');
    const echoed = mail(
      {
        From: 'echo@ailleurs.example',
        'Auto-Submitted': 'auto-replied',
        Subject: `Re: ${String(answer?.mail.messageId)}`,
      },
      'x',
    );
    await rig.take(echoed, String(answer?.mail.messageId));
    expect(await rig.answersTo('echo@ailleurs.example')).toHaveLength(1);
  });
});
