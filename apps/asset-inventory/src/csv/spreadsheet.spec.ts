import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine, neutralise, restore } from './spreadsheet.js';

describe('cells on their way to a spreadsheet', () => {
  it.each(['=cmd', '+1', '-1', '@SUM', '\tx', '\rx', "'=x", '＝x'])('are shown as text: %j', (cell) =>
    expect(neutralise(cell)).toBe(`'${cell}`),
  );
  it.each(['1', 'a=b', "l'hôpital", ' =x', ''])('are left alone: %j', (cell) => expect(neutralise(cell)).toBe(cell));

  const cell = fc.oneof(fc.string(), fc.stringMatching(/^[=+@'-]{0,3}\w?$/));
  it('come back as they were', () => {
    fc.assert(fc.property(cell, (text) => expect(restore(neutralise(text))).toBe(text)));
  });

  it('make lines that a parser reads back, none of which runs', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
        const [record] = parse(csvLine(cells), { delimiter: ';', record_delimiter: ['\r\n'] });
        expect(record?.map(restore)).toEqual(cells);
        for (const written of record ?? []) expect(written).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});
