import { newId } from '#libs/platform';
import { expect, it } from '@jest/globals';
import { type Candidate, type Detail, type Subject, propose } from './proposal.js';

const recordedAt = new Date('2026-10-01T00:00:00Z');
const subject = (part: Partial<Subject>): Subject => ({
  recordedAt,
  supplier: null,
  products: [],
  words: new Map(),
  ...part,
});
const found = (arm: Candidate['arm'], detail: string | null = null): Candidate => ({ id: newId(), arm, detail });

/** The other of the pair, with what was set aside. */
const other = (supplier: string | null, evidence: string[] | null = null): Detail => ({
  incidentId: newId(),
  reference: '972-2026-4321',
  facilityId: newId(),
  territory: '972',
  kind: 'real',
  state: 'declared',
  severity: null,
  supplier,
  excerpt: '',
  recordedAt,
  likeness: 0,
  stems: [],
  regionalId: null,
  regionalReference: null,
  regionalTitle: null,
  reason: evidence && 'Autre cause.',
  evidence,
  dismissedAt: evidence && recordedAt,
  dismissedBy: evidence && newId(),
});

const [own, near] = ['Zorgsoft Santé', 'Zorgsof Santé'];
const product = { vendor: 'Zorgsoft', product: 'Dossier' };

it('is spoken for by the same names, whichever of the two is asked about', () => {
  const asked = [
    propose(
      subject({ supplier: own, products: [product] }),
      [found('near'), found('product', '0'), found('indicator', 'domain a.example')],
      other(near),
    ),
    // The other facility's inventory calls the same thing otherwise.
    propose(
      subject({ supplier: near, products: [{ vendor: 'ZS', product: 'Dossier 4' }] }),
      [found('near'), found('product', '0'), found('indicator', 'domain a.example')],
      other(own),
    ),
  ];
  const names = ['supplier zorgsofsante / zorgsoftsante', 'product', 'indicator domain a.example'];
  expect(asked.map((proposal) => proposal?.evidence.toSorted())).toEqual([names.toSorted(), names.toSorted()]);
});

it('stays set aside from both sides, and comes back with something else', () => {
  const evidence = ['supplier zorgsofsante / zorgsoftsante', 'product'];
  const back = (subjectPart: Partial<Subject>, candidates: Candidate[], supplier: string) =>
    propose(subject(subjectPart), candidates, other(supplier, evidence))?.incident.dismissed?.reason;
  expect(back({ supplier: own }, [found('near')], near)).toBe('Autre cause.');
  expect(back({ supplier: near, products: [product] }, [found('near'), found('product', '0')], own)).toBe(
    'Autre cause.',
  );
  expect(back({ supplier: near }, [found('near'), found('indicator', 'domain b.example')], own)).toBeUndefined();
  expect(back({ supplier: 'Autre' }, [found('supplier')], own)).toBeUndefined();
});
