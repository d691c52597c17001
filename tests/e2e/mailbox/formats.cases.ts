import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { mail, mixed } from './rig.js';
import { rig } from './running.js';

const FROM = { From: 'formats@ailleurs.example' };

describe('what a mail says', () => {
  it.each([
    [
      'Windows-1252, quoted-printable',
      { 'Content-Type': 'text/plain; charset=windows-1252', 'Content-Transfer-Encoding': 'quoted-printable' },
      'Re=E7u : 12 =80 de ran=E7on =96 c=92est pr=\nesque tout.',
      'Reçu : 12 € de rançon – c’est presque tout.',
    ],
    [
      'base64 and UTF-8',
      { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'base64' },
      Buffer.from('Déchiffré : œuvre №7').toString('base64'),
      'Déchiffré : œuvre №7',
    ],
    ['emoji', { 'Content-Type': 'text/plain; charset=utf-8' }, 'Tout brûle 🔥👩‍⚕️🏥', 'Tout brûle 🔥👩‍⚕️🏥'],
    ['right-to-left text', { 'Content-Type': 'text/plain; charset=utf-8' }, 'النظام متوقف עזרה', 'النظام متوقف עזרה'],
    [
      'HTML alone',
      { 'Content-Type': 'text/html; charset=utf-8' },
      '<html><head><style>p{}</style><script>alert(1)</script></head><body><p>Nos <b>serveurs</b> sont <i>chiffrés</i>.</p><img src="https://espion.example/x.png"><ul><li>un</li></ul></body></html>',
      'Nos serveurs sont chiffrés.\n\n * un',
    ],
  ])('is read: %s', async (what, headers, body, expected) => {
    const draft = await rig.take(mail({ ...FROM, ...headers, Subject: `Format ${what}` }, body), `Format ${what}`);
    expect(draft).toMatchObject({ text: expected, marks: [], attachments: [] });
  });

  it('is its plain text where it is said twice', async () => {
    const body =
      '--a\r\nContent-Type: text/plain\r\n\r\nLe texte.\r\n--a\r\nContent-Type: text/html\r\n\r\n<p>Le HTML.</p>\r\n--a--\r\n';
    const headers = { ...FROM, Subject: 'Alternative', 'Content-Type': 'multipart/alternative; boundary=a' };
    expect((await rig.take(mail(headers, body), 'Alternative')).text).toBe('Le texte.');
  });

  it('may have no subject, or one in letters of its own', async () => {
    expect((await rig.take(mail(FROM, 'Sans aucun objet.'), 'Sans aucun objet')).subject).toBeNull();
    const subject = '=?utf-8?B?8J+aqCBSYW7Dp29u?=\r\n =?utf-8?Q?_=E2=80=AE_sur_3_=C3=A9tages?=';
    const draft = await rig.take(mail({ ...FROM, Subject: subject }, 'Voir objet.'), 'sur 3 étages');
    // Without the hidden mark that turns what follows around.
    expect(draft.subject).toMatch(/^🚨 Rançon {1,3}sur 3 étages$/u);
  });

  it('may be empty', async () => {
    expect(await rig.take(mail({ ...FROM, Subject: 'Vide !' }, ''), 'Vide !')).toMatchObject({
      text: '',
      attachments: [],
    });
  });
});

describe('an attachment', () => {
  it('has a name without a path, and nothing that hides its ending', async () => {
    const part = (name: string) =>
      `Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\nx`;
    const encoded =
      "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=utf-8''..%2F%2E%2e%2fran%C3%A7on.pdf\r\n\r\nx";
    const draft = await rig.take(
      mixed(
        { ...FROM, Subject: 'Chemins' },
        'Content-Type: text/plain\r\n\r\nVoir.',
        part('../../etc/cron.d/vigie'),
        part('C:\\\\temp\\\\a.exe'),
        encoded,
      ),
      'Chemins',
    );
    expect(draft.attachments.map(({ name }) => name)).toEqual(['vigie', 'a.exe', 'rançon.pdf']);
  });
});

/** Each with what is marked, and what of it has to be there. */
const broken: [what: string, raw: string | Buffer, marks: string[], text: string][] = [
  ['no headers but one', 'Subject: Casse 1\r\n\r\nJuste ceci.', ['invalid'], 'Juste ceci.'],
  [
    'a boundary that never comes',
    `From: x@y.example\r\nSubject: Casse 2\r\nContent-Type: multipart/mixed; boundary=z\r\n\r\nrien de tel`,
    ['invalid'],
    'rien de tel',
  ],
  [
    'a part without an end',
    `From: x@y.example\r\nSubject: Casse 3\r\nContent-Type: multipart/mixed; boundary=z\r\n\r\n--z\r\nContent-Type: text/plain\r\n\r\ncoupé ne`,
    [],
    'coupé ne',
  ],
  [
    'an encoding that nobody knows',
    `From: x@y.example\r\nSubject: Casse 4\r\nContent-Type: text/plain; charset=x-klingon\r\nContent-Transfer-Encoding: rot13\r\n\r\nQapla`,
    [],
    'Qapla',
  ],
  [
    'base64 that is none',
    `From: x@y.example\r\nSubject: Casse 5\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!! ???? ----`,
    ['invalid'],
    '!!!! ????',
  ],
  ['a sender who is none', `From: "<<>>,;\r\nSubject: Casse 6\r\n\r\nQui ?`, ['invalid'], 'Qui ?'],
  [
    'bytes that are no text',
    Buffer.concat([
      Buffer.from('From: x@y.example\r\nSubject: Casse 7\r\n\r\n'),
      Buffer.from(Array.from({ length: 3000 }, (_, index) => index % 256)),
    ]),
    [],
    'ABCDEFGH',
  ],
  [
    'a thousand levels',
    `From: x@y.example\r\nSubject: Casse 8\r\n${Array.from({ length: 1000 }, (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`).join('')}Content-Type: text/plain\r\n\r\nau fond`,
    ['invalid'],
    'au fond',
  ],
  [
    'a subject of five megabytes',
    `From: x@y.example\r\nSubject: Casse 9 ${'x'.repeat(5 * 1024 * 1024)}\r\n\r\nTexte`,
    ['oversize', 'invalid'],
    'Casse 9 xxx',
  ],
];

describe('a mail that is not as it should be', () => {
  it.each(broken)('is a draft all the same: %s', async (_, raw, marks, text) => {
    const [about = ''] = /Casse \d/.exec(String(raw)) ?? [];
    await rig.imap.deliver(raw);
    const draft = await rig.taken(about);
    expect(draft.marks).toEqual(marks);
    expect(draft.text).toContain(text);
  });

  it('of 50 MB is kept as far as it may be, in little memory, and its sender is told so', async () => {
    const line = `${'A'.repeat(76)}\r\n`;
    const megabyte = line.repeat(Math.ceil(1_048_576 / line.length));
    const part = (name: string, megabytes: number) =>
      `Content-Type: application/zip\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${megabyte.repeat(megabytes)}`;
    const peak = async () =>
      Number(/VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${rig.incident.pid}/status`, 'utf8'))?.[1]) / 1024;
    const before = await peak();
    const raw = mixed(
      { From: 'lourd@ailleurs.example', Subject: 'Cinquante' },
      'Content-Type: text/plain; charset=utf-8\r\n\r\nLe journal complet est joint.',
      part('journal-1.zip', 12),
      part('journal-2.zip', 36),
      part('journal-3.zip', 2),
    );
    expect(raw.length).toBeGreaterThan(50 * 1024 * 1024);
    const draft = await rig.take(raw, 'Le journal complet', 60);
    expect(draft.marks).toEqual(['oversize']);
    expect(draft.attachments.map(({ name, kept }) => [name, kept])).toEqual([
      ['journal-1.zip', true],
      ['journal-2.zip', false],
      ['journal-3.zip', true],
    ]);
    expect((await peak()) - before).toBeLessThan(120);
    const [answer] = await rig.answersTo('lourd@ailleurs.example');
    expect(answer?.mail.text).toContain('Il dépasse la taille que nous conservons');
  });

  it('of 50 MB of text is cut', async () => {
    const raw = mail({ ...FROM, Subject: 'Fleuve' }, 'Une ligne du journal.\r\n'.repeat(2_400_000));
    const draft = await rig.take(raw, 'Fleuve', 60);
    expect(draft.marks).toEqual(['oversize']);
    expect(draft.text.length).toBeLessThanOrEqual(100_000);
  });
});
