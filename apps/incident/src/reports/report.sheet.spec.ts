import { describe, expect, it, jest } from '@jest/globals';
import type { ReportBlock } from '#libs/contracts';
import { readPdf } from '#libs/testing';
import { print } from '../printing/print-job.js';
import { shortened, timesPicture } from './pictures.js';
import type { ReportPrinting } from './report.sheet.js';

// Reading a page takes longer than printing it.
jest.setTimeout(60_000);

const step = { aware: 'Connu', declared: 'Déclaré', taken: 'Pris', advised: 'Alerte', done: 'Fait' };
const at = (minute: number) => new Date(Date.UTC(2026, 10, 1) + minute * 60_000).toISOString();
const rows = Array.from({ length: 40 }, (_, index) => ({
  label: `Établissement d’essai numéro ${index}`,
  instants: {
    aware: at(0),
    declared: at(20 + index),
    taken: at(40),
    advised: at(200 + index),
    done: index % 3 ? at(400) : null,
  },
}));
const words = { alt: 'Les temps', step, duration: (ms: number) => `${ms / 60_000} min`, disorder: 'ordre inversé' };
const blocks: ReportBlock[] = [
  { type: 'paragraph', text: '<b>مرحبا</b> 🚑\u0000', soft: false },
  { type: 'facts', items: Array.from({ length: 5 }, () => ({ label: 'Fournisseur', value: 'É'.repeat(90) })) },
  { type: 'figures', items: [{ label: 'structures touchées', value: '40' }] },
  timesPicture(rows, words),
  {
    type: 'table',
    caption: 'Décisions',
    columns: ['Quand', 'Décision'],
    rows: Array.from({ length: 90 }, (_, index) => [`Le ${index}`, 'mot '.repeat(20)]),
  },
];
const printing: ReportPrinting = {
  ...{ locale: 'fr', tlp: 'AMBER+STRICT', exercise: true, standing: null, madeAt: at(0) },
  content: { title: 'Compte rendu', lines: ['N° 1'], agency: 'ARS', sections: [{ code: 'a', title: 'Tout', blocks }] },
};

describe('the name of a row', () => {
  it('keeps the end, which tells the sites of one hospital apart', () => {
    const name = 'CHU de Martinique – centre périnatal de proximité de Basse-Pointe';
    expect(shortened(name, 40)).toBe('CHU de Martiniqu…oximité de Basse-Pointe');
    expect(shortened('Hôpital du Marin', 40)).toBe('Hôpital du Marin');
  });
});

describe('a report on paper', () => {
  it('is the same bytes twice, marked on each page, and holds every line', async () => {
    const [one, two] = [await print({ kind: 'report', printing }), await print({ kind: 'report', printing })];
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
    const { pages } = await readPdf(one);
    for (const page of pages) {
      expect(page).toContain('TLP:AMBER+STRICT');
      expect(page).toContain('EXERCICE');
    }
    for (const line of ['Le 0', 'Le 89', 'Établissement d’essai numéro']) expect(pages.join('\n')).toContain(line);
  });
});
