import { describe, expect, it } from '@jest/globals';
import { emptyEntry, toTyped, type Entry } from './entry.js';

const form = {
  number: 7,
  facilityId: '0199aaaa-0000-7000-8000-0000000000f1',
  declarationId: '0199aaaa-0000-7000-8000-000000000001',
  issuedAt: '2026-11-01T00:00:00.000Z',
  used: null,
};
const written: Entry = {
  ...emptyEntry,
  what: 'Écrans noirs.',
  awareAt: '2026-11-24T19:30',
  contactName: 'Cadre',
  contactPhone: '0696 00 00 01',
};
const typed = (part: Partial<Entry> = {}, onBehalf = false) =>
  toTyped({ ...written, ...part }, form, {
    token: 'abc',
    zone: 'America/Martinique',
    onBehalf,
    now: new Date('2026-11-25T12:00:00Z'),
  });

describe('what is typed from a sheet', () => {
  it('becomes the declaration of its form', () => {
    expect(typed({ measures: 'Isolé.', criteria: { ...emptyEntry.criteria, careSafety: 'yes' } })).toMatchObject({
      submit: {
        id: form.declarationId,
        facilityId: form.facilityId,
        awareAt: '2026-11-24T23:30:00.000Z',
        since: null,
        paperToken: 'abc',
        report: { careSafety: 'yes', measures: 'Isolé.' },
      },
    });
  });

  it('says who filled it in, when the agency types', () => {
    expect(typed({ caller: 'Cadre de garde' }, true)).toMatchObject({
      record: { source: 'paper', caller: 'Cadre de garde' },
    });
    expect(typed({}, true)).toEqual({ wrong: ['caller'] });
  });

  it('names what is wrong, in the order of the sheet', () => {
    expect(
      typed({
        what: ' ',
        awareAt: '',
        sinceKnown: 'yes',
        contactName: '',
        contactPhone: '',
        supplier: 'x'.repeat(121),
      }),
    ).toEqual({ wrong: ['what', 'awareAt', 'since', 'contactName', 'contactPhone', 'supplier'] });
    expect(typed({ awareAt: '2026-11-26T00:00' })).toEqual({ wrong: ['awareAt'] });
    expect(typed({ sinceKnown: 'yes', since: '2026-11-24T20:00' })).toEqual({ wrong: ['since'] });
    expect(typed({ contactPhone: '', contactEmail: 'a@b' })).toEqual({ wrong: ['contactEmail'] });
  });

  it('forgets which data, when none is touched', () => {
    expect(typed({ dataTouched: 'no', dataClasses: ['personal'] })).toMatchObject({ submit: { dataClasses: [] } });
  });
});
