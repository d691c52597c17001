import type { ReportBlock } from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import type { Drawing } from '../drawing.js';
import { reportWords } from '../words.js';
import { care, decisions } from './lists.js';
import { timeline } from './pictures.js';

const section = { code: 'one', source: 'care', title: { fr: 'Titre', en: 'Title' }, intro: null, most: 20 } as const;
const said = (blocks: readonly ReportBlock[]) =>
  blocks.flatMap((block) => (block.type === 'paragraph' ? [block.text] : []));

/** A report of which only this is known. */
const drawing = (part: object): Drawing =>
  ({
    ...{ asked: { locale: 'fr', subject: 'regional', asOf: '2026-11-01T10:00:00.000Z' }, subjects: [], moments: [] },
    ...{ facilities: new Map(), regional: null, isPartial: false, isCut: false },
    ...{ words: reportWords('fr'), when: (at: string) => at },
    ...part,
  }) as unknown as Drawing;

describe('the care services of a report', () => {
  it('are somebody’s, also while the directory does not tell names', () => {
    const report = (facilityId: string) => ({
      ...{ facilityId, service: 'emergency', status: 'closed', since: '2026-11-01T09:00:00.000Z' },
      ...{ transfers: false, transferText: null },
    });
    const subjects = [{ facilityId: 'f', reference: '972-2026-0001' }];
    const facilities = new Map([['g', { name: 'CH inventé' }]]);
    const blocks = care(drawing({ subjects, facilities, care: ['f', 'g', 'h'].map(report) }), section);
    const names = blocks.flatMap((block) => (block.type === 'table' ? block.rows.map(([name]) => name) : []));
    expect(names.toSorted()).toEqual(['972-2026-0001', 'CH inventé', 'Structure inconnue']);
  });
});

describe('a section that is made from journals', () => {
  it('says what is missing in it, and then never that there is nothing', () => {
    for (const draw of [decisions, timeline]) {
      expect(draw(drawing({}), section)).toEqual([]);
      expect(said(draw(drawing({ isPartial: true }), section))).toEqual([expect.stringContaining('incident régional')]);
      const region = { locale: 'fr', subject: 'region', asOf: '2026-11-01T10:00:00.000Z' };
      expect(said(draw(drawing({ isPartial: true, asked: region }), section))).toEqual([
        expect.not.stringContaining('incident régional'),
      ]);
      expect(said(draw(drawing({ isCut: true }), section))).toEqual([expect.stringContaining('plus ancien')]);
    }
  });
});
