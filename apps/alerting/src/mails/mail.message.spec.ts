import { describe, expect, it } from '@jest/globals';
import type { Locale, Tlp } from '#libs/contracts';
import { type ParsedMail, simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { type AdvisoryMail, advisoryMail } from './advisory-mail.template.js';
import { type DutyMail, dutyMail } from './duty-mail.template.js';
import type { MailContent } from './mail.content.js';
import { messageIdOf, messageOf } from './mail.message.js';

const TITLE = 'Faille dans « Dossier Patient » : coupez l’accès';
const BODY = 'Première étape : isolez le serveur <dpi>.\n\nDeuxième étape :\nappelez l’éditeur.';
const RECORD = 'https://vigie.example/inbox/0198c0de-0000-7000-8000-000000000001/0198c0de-0000-7000-8000-000000000002';
const PLATFORM = 'https://vigie.example/';

const advisory: AdvisoryMail = {
  kind: 'real',
  tlp: 'GREEN',
  reference: '972-A-2026-0007',
  texts: { fr: { title: TITLE, body: BODY }, en: { title: 'Flaw in “Patient Record”', body: 'Isolate the server.' } },
  respondBy: new Date('2026-11-24T22:30:00.000Z'),
  place: { name: 'Martinique', zone: 'America/Martinique' },
  recordUrl: RECORD,
  platformUrl: PLATFORM,
};

/** Everything that a mail program or a relay on the way could show, decoded. */
interface Received {
  raw: string;
  mail: ParsedMail;
  subject: string;
  text: string;
  html: string;
}

async function received(content: MailContent): Promise<Received> {
  const transport = createTransport({ streamTransport: true, buffer: true });
  const sent = await transport.sendMail(
    messageOf(content, {
      from: 'Vigie <vigie@agence.example>',
      to: 'astreinte@hopital.example',
      messageId: messageIdOf('0198c0de-0000-7000-8000-00000000000a', 'Vigie <vigie@agence.example>'),
      date: new Date('2026-11-24T12:00:00.000Z'),
    }),
  );
  const raw = (sent.message as Buffer).toString('utf8');
  const mail = await simpleParser(raw);
  return { raw, mail, subject: mail.subject ?? '', text: mail.text ?? '', html: mail.html || '' };
}

const compose = (part: Partial<AdvisoryMail>, locale: Locale = 'fr') =>
  received(advisoryMail({ ...advisory, ...part }, locale));
const everything = ({ raw, subject, text, html }: Received) => [raw, subject, text, html].join('\n');

describe('every mail', () => {
  it('is plain text and HTML side by side, written by a machine, with the row’s own Message-ID', async () => {
    const { raw, mail, html } = await compose({});
    expect(mail.headers.get('content-type')).toMatchObject({ value: 'multipart/alternative' });
    expect(raw).toMatch(/^Content-Type: text\/plain; charset=utf-8/m);
    expect(raw).toMatch(/^Content-Type: text\/html; charset=utf-8/m);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.messageId).toBe('<0198c0de-0000-7000-8000-00000000000a@agence.example>');
    expect(mail.date?.toISOString()).toBe('2026-11-24T12:00:00.000Z');
    expect(html).toContain('<html lang="fr">');
  });

  it('fetches nothing: no image, no style sheet, no script, no attachment', async () => {
    const { mail, html } = await compose({});
    expect(html).not.toMatch(/<(img|link|script|iframe|style|object)\b|url\(|\bsrc=/i);
    expect(mail.attachments).toEqual([]);
  });
});

describe.each<Tlp>(['CLEAR', 'GREEN'])('an advisory at TLP:%s', (tlp) => {
  it('carries reference, title, text and link, the label first in the subject', async () => {
    const { subject, text, html } = await compose({ tlp });
    expect(subject).toBe(`TLP:${tlp} 972-A-2026-0007 : ${TITLE}`);
    expect(text).toContain(`TLP:${tlp}`);
    expect(text).toContain(TITLE);
    expect(text).toContain(BODY);
    expect(text).toContain(RECORD);
    expect(html).toContain('isolez le serveur &lt;dpi&gt;.</p>');
    expect(html).toContain('Deuxième étape :<br>appelez l’éditeur.');
    expect(html).toContain(`<a href="${RECORD}">`);
  });

  it('says until when, on both clocks', async () => {
    const { text } = await compose({ tlp });
    expect(text).toContain('mardi 24 novembre 2026, 18:30 (Martinique) / 23:30 (Paris)');
  });
});

describe.each<Tlp>(['AMBER', 'AMBER+STRICT'])('an advisory at TLP:%s', (tlp) => {
  it('carries the reference and the link only', async () => {
    const mail = await compose({ tlp });
    expect(mail.subject).toBe(`TLP:${tlp} Alerte 972-A-2026-0007`);
    expect(mail.text).toContain(RECORD);
    for (const secret of ['Dossier', 'isolez', 'éditeur', 'étape', '18:30'])
      expect(everything(mail)).not.toContain(secret);
  });
});

describe('an advisory at TLP:RED', () => {
  it.each<Locale>(['fr', 'en'])('says “sign in” and nothing else (%s)', async (locale) => {
    const mail = await compose({ tlp: 'RED' }, locale);
    expect(mail.subject).toBe(locale === 'fr' ? 'TLP:RED Connectez-vous à Vigie' : 'TLP:RED Sign in to Vigie');
    const said = locale === 'fr' ? 'Connectez-vous :' : 'Sign in:';
    expect(mail.text.trim()).toBe(`TLP:RED\n\n${said}\n${PLATFORM}`);
    expect(mail.html.match(/https?:\/\/[^"<\s]+/g)).toEqual([PLATFORM, PLATFORM]);
    const secrets = [
      '972-A',
      '0007',
      'Dossier',
      'Flaw',
      'solez',
      'solate',
      'inbox',
      '18:30',
      '000000000001',
      '000000000002',
    ];
    for (const secret of secrets) expect(everything(mail)).not.toContain(secret);
  });
});

describe('language', () => {
  it('is the contact’s', async () => {
    const { subject, text, html } = await compose({}, 'en');
    expect(subject).toBe('TLP:GREEN 972-A-2026-0007: Flaw in “Patient Record”');
    expect(text).toContain('Isolate the server.');
    expect(text).toContain('Answer expected by Tuesday, 24 November 2026, 18:30 (Martinique) / 23:30 (Paris).');
    expect(html).toContain('<html lang="en">');
  });

  it('falls back to the French text, said and marked as French', async () => {
    const { text, html } = await compose({ texts: { fr: advisory.texts.fr, en: null } }, 'en');
    expect(text).toContain('This advisory exists in French only.');
    expect(text).toContain(TITLE);
    expect(html).toContain('<div lang="fr">');
  });
});

describe('an exercise', () => {
  it.each<Tlp>(['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'])(
    'is marked in subject and body at TLP:%s',
    async (tlp) => {
      const french = await compose({ tlp, kind: 'exercise' });
      expect(french.subject.startsWith(`TLP:${tlp} [EXERCICE] `)).toBe(true);
      expect(french.text.startsWith('EXERCICE : ')).toBe(true);
      expect(french.html).toContain('EXERCICE : ');
      const english = await compose({ tlp, kind: 'exercise' }, 'en');
      expect(english.subject.startsWith(`TLP:${tlp} [EXERCISE] `)).toBe(true);
      expect(english.text.startsWith('EXERCISE: ')).toBe(true);
    },
  );
});

describe('the mail that rings an analyst', () => {
  const declaration = (number: number, patientDanger: DutyMail['declarations'][number]['patientDanger']) => ({
    reference: `972-2026-000${number}`,
    patientDanger,
    declaredAt: new Date('2026-11-24T03:00:00.000Z'),
    url: `https://vigie.example/incidents/${number}`,
  });
  const duty = (part: Partial<DutyMail>): DutyMail => ({
    kind: 'real',
    declarations: [declaration(1, 'proven')],
    total: 1,
    place: { name: 'Martinique', zone: 'America/Martinique' },
    platformUrl: PLATFORM,
    ...part,
  });

  it('gives reference, danger and link', async () => {
    const { subject, text, html } = await received(dutyMail(duty({}), 'fr'));
    expect(subject).toBe('Déclaration 972-2026-0001 : danger avéré pour les patients');
    expect(text).toContain('lundi 23 novembre 2026, 23:00 (Martinique) / mardi 24 novembre 2026, 04:00 (Paris)');
    expect(text).toContain('https://vigie.example/incidents/1');
    expect(html).toContain('<a href="https://vigie.example/incidents/1">972-2026-0001');
  });

  it('gathers a storm: the gravest in the subject, the rest counted', async () => {
    const declarations = [declaration(3, 'potential'), declaration(1, 'none')];
    const { subject, text } = await received(dutyMail(duty({ declarations, total: 13, kind: 'exercise' }), 'fr'));
    expect(subject).toBe('[EXERCICE] 13 déclarations : danger potentiel pour les patients');
    expect(text).toContain('11 autres déclarations sont dans la file');
    expect(text).toContain(PLATFORM);
  });

  it('speaks English to who reads English', async () => {
    const { subject } = await received(dutyMail(duty({}), 'en'));
    expect(subject).toBe('Declaration 972-2026-0001: proven danger for patients');
  });
});
