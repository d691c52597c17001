import { describe, expect, it, jest } from '@jest/globals';
import type { AuthorityText } from '#libs/contracts';
import { newId } from '#libs/platform';
import { readPdf } from '#libs/testing';
import { writeToken } from '../paper/paper-token.js';
import type { PaperPrinting } from '../paper/sheet.js';
import { print } from './print-job.js';

// Reading a page takes longer than printing it.
jest.setTimeout(60_000);

const KEY = Buffer.alloc(32, 'k').toString('base64url');
const ADDRESS = 'https://vigie.agence-regionale-de-sante.example/paper/';
const HOSTILE = 'Hôpital « Œuvre » مرحبا 🚑\u202e\u0000';

const form = (number: number) => ({
  number,
  token: writeToken({ region: 'r'.repeat(40), number, facilityId: newId(), declarationId: newId() }, KEY),
});
const printing = (part: Partial<PaperPrinting> = {}): PaperPrinting => ({
  locale: 'fr',
  agencyName: 'Agence régionale de santé',
  emergencyPhone: '+596 596 00 00 15',
  facility: { name: HOSTILE, finess: '970200001', legalEntityName: 'Entité', commune: 'Le Lamentin' },
  contacts: [{ label: 'Astreinte', name: 'Camille Inventée', phone: '+596 696 00 00 01', email: null }],
  address: ADDRESS,
  forms: [form(7)],
  ...part,
});
const printForms = (part: Partial<PaperPrinting> = {}) => print({ kind: 'paper-forms', printing: printing(part) });

describe('a paper form', () => {
  it('is two pages with what is known, and a code on each that a camera reads', async () => {
    const forms = [form(7)];
    const { pages, codes } = await readPdf(await printForms({ forms }));
    expect(pages).toHaveLength(2);
    for (const text of [
      'Hôpital « Œuvre » □□□□□ □',
      'FINESS 970200001',
      'Le Lamentin',
      '+596 596 00 00 15',
      'N° 000007',
    ])
      expect(pages[0]).toContain(text);
    expect(pages[0]).toContain('Astreinte, Camille Inventée : +596 696 00 00 01');
    expect(codes).toEqual([[ADDRESS + forms[0]?.token], [ADDRESS + forms[0]?.token]]);
  });

  it('exists in English', async () => {
    const { pages } = await readPdf(await printForms({ locale: 'en', emergencyPhone: null, contacts: [] }));
    expect(pages[0]).toContain('Declare an incident');
    expect(pages[1]).toContain('For the safety of care');
    expect(pages[0]).toContain('No contact is recorded outside');
  });

  it('stays two pages, however long the names are', async () => {
    const long = 'Établissement d’hébergement '.repeat(40);
    const facility = { name: long, finess: '970200001', legalEntityName: long, commune: long };
    const contacts = Array.from({ length: 9 }, () => ({
      label: long,
      name: long,
      phone: null,
      email: `${'a'.repeat(200)}@b.example`,
    }));
    const { pages } = await readPdf(
      await printForms({ facility, contacts, agencyName: long, emergencyPhone: '0'.repeat(90) }),
    );
    expect(pages).toHaveLength(2);
  });
});

const authorityText = (part: Partial<AuthorityText> = {}): AuthorityText => ({
  authority: 'cnil',
  stage: 'notification',
  incidentId: newId(),
  reference: '972-2026-0001',
  kind: 'real',
  tlp: 'AMBER',
  answersNumber: 2,
  title: 'Notification de violation de données',
  notice: 'Ce texte n’a pas été envoyé, et ne vaut pas déclaration. Transmettez-le vous-même.',
  sections: [{ title: 'Nature', text: 'Description :\nTout est chiffré.' }],
  missing: [{ field: 'report.measures', label: 'Mesures prises' }],
  ...part,
});
const printText = (part: Partial<AuthorityText> = {}) =>
  print({
    kind: 'authority-text',
    printing: {
      locale: 'fr',
      agencyName: 'ARS',
      facilityName: HOSTILE,
      madeAt: '24 novembre 2026',
      text: authorityText(part),
    },
  });

describe('an authority’s text on paper', () => {
  it('says what is missing first, then the text; on each page the marking and that nothing was sent', async () => {
    const { pages } = await readPdf(await printText());
    expect(pages).toHaveLength(1);
    const [page = ''] = pages;
    const order = ['Notification de violation', 'Il manque encore', 'Mesures prises', 'Nature', 'Tout est chiffré.'];
    expect(order.map((part) => page.indexOf(part))).toEqual(
      order.map((part) => page.indexOf(part)).toSorted((a, b) => a - b),
    );
    expect(order.filter((part) => !page.includes(part))).toEqual([]);
    expect(page).toContain('TLP:AMBER');
    expect(page).toContain('Page 1 sur 1');
    expect(page).not.toContain('EXERCICE');
  });

  it('marks an exercise on every page of a long text, and prints all of it', async () => {
    const account = Array.from({ length: 3_000 }, (_, index) => `mot${index}`)
      .join(' ')
      .slice(0, 20_000);
    const { pages } = await readPdf(
      await printText({
        kind: 'exercise',
        tlp: 'RED',
        sections: [
          { title: 'Faits', text: account },
          { title: 'Sans espace', text: 'x'.repeat(20_000) },
        ],
      }),
    );
    expect(pages.length).toBeGreaterThan(4);
    for (const page of pages) {
      expect(page).toContain('EXERCICE');
      expect(page).toContain('TLP:RED');
      expect(page).toContain('Ce texte n’a pas été envoyé');
    }
    const words = pages.join(' ').match(/mot\d+/g);
    expect(words?.at(-1)).toBe(account.split(' ').at(-1));
    expect(
      pages
        .join('')
        .match(/x{20,}/g)
        ?.join('').length,
    ).toBe(20_000);
  });

  it('is not broken by what people type', async () => {
    const { pages } = await readPdf(
      await printText({ sections: [{ title: '🚨', text: `שלום 👩‍⚕️ \u202eabc\u0000\nfin` }] }),
    );
    expect(pages[0]).toContain('□□□□ □ abc');
    expect(pages[0]).toContain('fin');
    expect(pages[0]?.replace(/\s+/g, ' ')).toContain('Le texte entier est dans Vigie');
    const { pages: plain } = await readPdf(await printText({}));
    expect(plain[0]).not.toContain('ne sait pas imprimer');
  });
});
