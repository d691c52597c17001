import { describe, expect, it } from '@jest/globals';
import { figuresFile } from './csv.js';
import { blockMark, ceilingOf, periodsOf } from './figures.js';

const month = (name: string, declared: number, low: number) => ({
  month: name,
  declared,
  occurred: declared - 1,
  tables: { severity: { low } },
});

describe('periods', () => {
  const months = [month('2025-12', 2, 1), month('2026-01', 3, 2), month('2026-03', 4, 4)];

  it('put months together by quarter and year', () => {
    expect(periodsOf(months, 'quarter', null)).toEqual([
      { period: '2025-Q4', declared: 2, occurred: 1, values: {} },
      { period: '2026-Q1', declared: 7, occurred: 5, values: {} },
    ]);
    expect(periodsOf(months, 'year', 'severity').map(({ period, values }) => [period, values])).toEqual([
      ['2025', { low: 1 }],
      ['2026', { low: 6 }],
    ]);
  });
});

it('a scale ends at a round number that holds all columns', () => {
  expect([0, 3, 4, 5, 9, 11, 37, 480].map(ceilingOf)).toEqual([4, 4, 4, 5, 10, 20, 40, 500]);
});

describe('a file', () => {
  it('says what it is, runs nothing in a spreadsheet, and has one number on a line', () => {
    const text = figuresFile(
      [
        ['Titre', 'TLP:CLEAR'],
        ['Périmètre', '=cmd|calc'],
      ],
      ['Tableau', 'Valeur', 'Période', 'Nombre'],
      [
        { table: 'Gravité', value: 'Faible; moyenne', period: '2026', count: 12 },
        { table: 'Gravité', value: '+protégé', period: '2026', count: null },
      ],
    );
    expect(text).toBe(
      [
        '\ufeffTitre;TLP:CLEAR',
        "Périmètre;'=cmd|calc",
        '',
        'Tableau;Valeur;Période;Nombre',
        'Gravité;"Faible; moyenne";2026;12',
        "Gravité;'+protégé;2026;",
        '',
      ].join('\r\n'),
    );
  });
});

describe('the mark of what was published together', () => {
  it.each([
    ['2025-Q2', '2025-Q2', 'T2 2025'],
    ['2025-Q1', '2025-Q4', 'T1–T4 2025'],
    ['2024-Q3', '2025-Q2', 'T3 2024 – T2 2025'],
  ])('from %s to %s', (from, to, mark) => {
    expect(blockMark({ from, to }, 'T')).toBe(mark);
    expect(blockMark({ from, to }, 'Q')).toBe(mark.replaceAll('T', 'Q'));
  });
});
