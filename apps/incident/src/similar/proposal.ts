import type { SimilarIncident, SimilarReason } from '#libs/contracts';
import { supplierKey } from '../incidents/supplier-key.js';

/** Where an arm of the search led. */
export interface Candidate {
  id: string;
  arm: 'supplier' | 'near' | 'product' | 'indicator' | 'wording';
  /** Of the arm: the supplier's key, the place of the product, `<type> <value>` of the indicator. */
  detail: string | null;
}

/** What a proposal is compared with. */
export interface Subject {
  recordedAt: Date;
  supplier: string | null;
  products: readonly { vendor: string; product: string }[];
  /** Its rare words: as it writes them, by their stem. */
  words: ReadonlyMap<string, string>;
}

export interface Detail extends Omit<SimilarIncident, 'recordedAt' | 'score' | 'reasons' | 'regional' | 'dismissed'> {
  recordedAt: Date;
  /** Of its text and the subject's, 0 to 1. */
  likeness: number;
  /** Of the subject's rare words, those that it has too. */
  stems: readonly string[];
  regionalId: string | null;
  regionalReference: string | null;
  regionalTitle: string | null;
  reason: string | null;
  evidence: readonly string[] | null;
  dismissedAt: Date | null;
  dismissedBy: string | null;
}

/** A proposal, and what speaks for it by names that stay the same, whichever of the two is asked about. */
export interface Proposal {
  incident: SimilarIncident;
  evidence: string[];
}

const POINTS = { supplier: 40, near: 25, product: 25, indicator: 40, furtherIndicator: 5, indicators: 60 };
/** Up to which an analyst is not bothered: the instant does not count towards it. */
const LEAST = 15;
const SHOWN = { words: 8, indicators: 5 };
const HOUR = 3_600_000;

/** Points that a candidate has before it is read: the best are. */
export const promiseOf = (found: readonly Candidate[]): number =>
  found.reduce((sum, { arm }) => sum + (arm === 'wording' ? 10 : POINTS[arm]), 0);

/** Null when too little speaks for it. */
export function propose(subject: Subject, found: readonly Candidate[], detail: Detail): Proposal | null {
  const reasons = [
    supplierReason(subject, found, detail),
    ...productReasons(subject, found),
    indicatorReason(found),
    wordingReason(subject, detail),
  ].flatMap((reason) => reason ?? []);
  const speaking = reasons.reduce((sum, { points }) => sum + points, 0);
  if (speaking < LEAST && detail.reason === null) return null;
  const time = timeReason(subject, detail);
  const all = [...reasons.toSorted((one, other) => other.points - one.points), time];
  const evidence = reasons.flatMap((reason) => evidenceOf(reason, found));
  const isDismissed = detail.evidence !== null && evidence.every((name) => detail.evidence?.includes(name));
  return {
    incident: toldOf(detail, Math.min(100, speaking + time.points), all, isDismissed),
    evidence,
  };
}

function supplierReason({ supplier }: Subject, found: readonly Candidate[], { supplier: other }: Detail) {
  const arms = new Set(found.map(({ arm }) => arm));
  if (supplier === null || other === null || !(arms.has('supplier') || arms.has('near'))) return null;
  const near = !arms.has('supplier');
  return { type: 'supplier', points: near ? POINTS.near : POINTS.supplier, own: supplier, other, near } as const;
}

function productReasons({ products }: Subject, found: readonly Candidate[]): SimilarReason[] {
  const places = new Set(found.filter(({ arm }) => arm === 'product').map(({ detail }) => Number(detail)));
  return products
    .filter((_, place) => places.has(place))
    .slice(0, 2)
    .map(({ vendor, product }, index) => ({
      type: 'product',
      points: index === 0 ? POINTS.product : POINTS.furtherIndicator,
      vendor,
      product,
    }));
}

const indicatorsOf = (found: readonly Candidate[]): string[] => [
  ...new Set(found.filter(({ arm }) => arm === 'indicator').map(({ detail }) => detail ?? '')),
];

function indicatorReason(found: readonly Candidate[]): SimilarReason | null {
  const all = indicatorsOf(found);
  if (all.length === 0) return null;
  const points = Math.min(POINTS.indicators, POINTS.indicator + (all.length - 1) * POINTS.furtherIndicator);
  const values = all.slice(0, SHOWN.indicators).map((named) => {
    const space = named.indexOf(' ');
    return { type: named.slice(0, space), value: named.slice(space + 1) };
  });
  return { type: 'indicator', points, values, total: all.length } as SimilarReason;
}

/** One rare word is chance; two, or texts that are half alike, are not. */
function wordingReason({ words }: Subject, { stems, likeness }: Detail): SimilarReason | null {
  if (stems.length < 2 && likeness < 0.5) return null;
  const shared = stems
    .flatMap((stem) => words.get(stem) ?? [])
    .toSorted((one, other) => one.localeCompare(other, 'fr'));
  const points = Math.round(20 * Math.min(1, stems.length / 5) + 20 * likeness);
  return { type: 'wording', points, words: shared.slice(0, SHOWN.words), likeness: Math.round(likeness * 100) };
}

function timeReason(subject: Subject, { recordedAt }: Detail) {
  const hours = Math.floor(Math.abs(subject.recordedAt.getTime() - recordedAt.getTime()) / HOUR);
  const points = hours < 24 ? 10 : hours < 72 ? 5 : 0;
  return { type: 'time', points, hours } as const;
}

/** For a pair whose inventories were not asked: what they may say is set aside with the rest. */
export const UNASKED = 'product';

/** Of products there is one name: each of the two has an inventory of its own, and calls the same thing by another name. */
function evidenceOf(reason: SimilarReason, found: readonly Candidate[]): string[] {
  switch (reason.type) {
    case 'supplier':
      return [`supplier ${[reason.own, reason.other].map(supplierKey).toSorted().join(' / ')}`];
    case 'indicator':
      return indicatorsOf(found).map((named) => `indicator ${named}`);
    default:
      return [reason.type];
  }
}

function toldOf(detail: Detail, score: number, reasons: SimilarReason[], isDismissed: boolean): SimilarIncident {
  const {
    likeness: _,
    stems: __,
    evidence: ___,
    regionalId,
    regionalReference,
    regionalTitle,
    reason,
    dismissedAt,
    dismissedBy,
    ...incident
  } = detail;
  return {
    ...incident,
    recordedAt: detail.recordedAt.toISOString(),
    score,
    reasons,
    regional:
      regionalId === null ? null : { id: regionalId, reference: regionalReference ?? '', title: regionalTitle ?? '' },
    dismissed:
      isDismissed && reason !== null && dismissedAt && dismissedBy
        ? { reason, at: dismissedAt.toISOString(), by: dismissedBy }
        : null,
  };
}
