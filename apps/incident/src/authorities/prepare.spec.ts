import {
  type Facility,
  type Incident,
  type Authority,
  type TextStage,
  authorityStages,
  emptyReport,
} from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import { type Source, answers } from './answers.js';
import { prepare } from './prepare.js';
import { templates } from './templates.js';

const facility: Facility = {
  id: '0199aaaa-0000-7000-8000-0000000000f1',
  name: 'Hôpital inventé du Lamentin',
  finess: '970200001',
  legalEntityFiness: '970200000',
  legalEntityName: 'Centre hospitalier inventé',
  category: 'hospital',
  categoryCode: '355',
  categoryLabel: 'Centre hospitalier',
  territory: '972',
  communeCode: '97213',
  commune: 'Le Lamentin',
  latitude: 14.6,
  longitude: -61,
  invented: true,
};

/** Nothing is known but that something happens. */
const suspicion: Incident = {
  id: '0199aaaa-0000-7000-8000-000000000001',
  reference: '972-2026-0001',
  facilityId: facility.id,
  territory: '972',
  kind: 'real',
  state: 'declared',
  version: 1,
  awareAt: '2026-11-24T23:30:00.000Z',
  recordedAt: '2026-11-24T23:40:00.000Z',
  changedAt: '2026-11-24T23:40:00.000Z',
  suspectedMalicious: 'unknown',
  degradedMode: 'unknown',
  patientDanger: 'unknown',
  careServices: [],
  supplier: null,
  severity: null,
  tlp: 'AMBER',
  assigneeId: null,
  assigned: false,
  regionalId: null,
  similarCount: null,
  stage: 'sos',
  nature: 'suspicion',
  source: 'console',
  what: 'Plus d’accès au dossier patient.',
  since: null,
  dataTouched: 'unknown',
  dataClasses: [],
  helpWanted: [],
  contact: { name: 'Camille Inventée', phone: '+596 696 00 00 01', email: null },
  rsitClass: null,
  rsitType: null,
  malicious: null,
  score: null,
  outlook: null,
  declaredBy: facility.id,
  answersNumber: 1,
  report: emptyReport,
  machineName: null,
  relayedBy: null,
  caller: null,
  actions: [],
};

/** Everything was answered. */
const answered: Incident = {
  ...suspicion,
  since: '2026-11-24T22:00:00.000Z',
  suspectedMalicious: 'yes',
  degradedMode: 'yes',
  patientDanger: 'potential',
  careServices: ['emergency', 'patient-record'],
  supplier: 'Éditeur Santé',
  severity: 'high',
  nature: 'malicious',
  dataTouched: 'yes',
  dataClasses: ['personal'],
  helpWanted: ['forensics'],
  answersNumber: 3,
  report: {
    careSafety: 'yes',
    healthData: 'yes',
    functioning: 'yes',
    repercussions: 'no',
    spread: 'no',
    crossBorder: 'no',
    personsConcerned: 12_500,
    recordsConcerned: 40_000,
    consequences: 'Déprogrammations, délais aux urgences.',
    measures: 'Serveurs isolés, sauvegardes hors ligne.',
    rootCause: 'Accès distant sans second facteur.',
    indicators: 'hxxp://ailleurs[.]example',
    endedAt: '2026-11-26T10:00:00.000Z',
    dataOfficer: 'Dominique Inventée, +596 696 00 00 02',
    delayReason: 'Les sauvegardes ont dû être relues avant de savoir.',
  },
};

const EARLY = new Date('2026-11-25T08:00:00.000Z');
const sourceOf = (incident: Incident, madeAt = EARLY): Source => ({
  incident,
  facility,
  zone: 'America/Martinique',
  madeAt,
});
const stages = Object.entries(authorityStages).flatMap(([authority, of]) =>
  of.map((stage) => [authority, stage] as [Authority, TextStage]),
);
const whole = (authority: Authority, stage: TextStage, incident: Incident, locale: 'fr' | 'en' = 'fr'): string =>
  prepare(authority, stage, sourceOf(incident), locale)
    .sections.map(({ title, text }) => `${title}\n${text}`)
    .join('\n\n');

describe('the text for an authority', () => {
  it('exists for each of its stages, and for no other', () => {
    const written = Object.entries(templates).flatMap(([authority, of]) =>
      Object.keys(of).map((stage) => [authority, stage]),
    );
    expect(written).toEqual(stages);
    expect(() => prepare('cnil', 'early-warning', sourceOf(suspicion), 'fr')).toThrow(
      expect.objectContaining({ code: 'invalid-request' }),
    );
  });

  it.each(stages)('%s, %s: lacks nothing once all is answered', (authority, stage) => {
    expect(prepare(authority, stage, sourceOf(answered), 'fr').missing).toEqual([]);
    expect(whole(authority, stage, answered)).not.toContain('[à compléter]');
  });

  it.each(stages)('%s, %s: names who, what and since when; claims nothing', (authority, stage) => {
    for (const locale of ['fr', 'en'] as const) {
      const { notice, title } = prepare(authority, stage, sourceOf(answered), locale);
      const text = whole(authority, stage, answered, locale);
      expect(text).toContain(facility.name);
      expect(text).toContain(answered.what);
      expect(notice).toMatch(locale === 'fr' ? /^Ce texte n’a pas été envoyé/ : /^This text was not sent/);
      expect(`${title} ${text}`).not.toMatch(/a été (?:informé|prévenu|transmis)|has been (?:told|sent|notified)/);
    }
  });

  it.each(stages)('%s, %s: lists what nobody knows yet, and marks its place', (authority, stage) => {
    const { missing } = prepare(authority, stage, sourceOf(suspicion), 'fr');
    const text = whole(authority, stage, suspicion);
    expect(missing.length).toBeGreaterThan(0);
    expect(new Set(missing.map(({ field }) => field)).size).toBe(missing.length);
    for (const { label } of missing) expect(text).toContain(`${label}\u00a0: [à compléter]`);
    const fields = new Set(Object.values(answers).map(({ field }) => field as string));
    expect(missing.filter(({ field }) => !fields.has(field))).toEqual([]);
  });
});

/** What each authority asks for by its own rule, and where a declaration holds it. */
const required: [Authority, TextStage, string, string[]][] = [
  [
    'ars',
    'declaration',
    'D.1111-16-2 CSP: the five criteria',
    ['report.careSafety', 'report.healthData', 'report.functioning', 'report.repercussions', 'report.spread'],
  ],
  [
    'ars',
    'declaration',
    'the national statistics',
    ['suspectedMalicious', 'patientDanger', 'degradedMode', 'dataTouched', 'dataClasses'],
  ],
  ['cert-sante', 'declaration', 'traces', ['report.indicators', 'suspectedMalicious']],
  ['anssi', 'early-warning', 'NIS2 23(4)(a)', ['suspectedMalicious', 'report.crossBorder']],
  [
    'anssi',
    'notification',
    'NIS2 23(4)(b)',
    ['severity', 'report.consequences', 'report.indicators', 'suspectedMalicious', 'report.crossBorder'],
  ],
  ['anssi', 'intermediate', 'NIS2 23(4)(c)', ['report.measures', 'report.consequences']],
  [
    'anssi',
    'final',
    'NIS2 23(4)(d)',
    ['severity', 'report.consequences', 'report.rootCause', 'report.measures', 'report.crossBorder'],
  ],
  [
    'cnil',
    'notification',
    'GDPR 33(3)',
    [
      'dataClasses',
      'report.personsConcerned',
      'report.recordsConcerned',
      'report.dataOfficer',
      'report.consequences',
      'report.measures',
    ],
  ],
  [
    'cnil',
    'complement',
    'GDPR 33(3) and (4)',
    ['dataClasses', 'report.personsConcerned', 'report.recordsConcerned', 'report.rootCause'],
  ],
  [
    'police',
    'complaint',
    'facts and harm',
    ['since', 'suspectedMalicious', 'report.consequences', 'report.indicators'],
  ],
  [
    'corruss',
    'information',
    'care and reach',
    ['patientDanger', 'report.repercussions', 'report.spread', 'report.measures'],
  ],
];

describe('what an authority asks for', () => {
  it.each(required)('%s, %s, %s', (authority, stage, _, fields) => {
    const missing = prepare(authority, stage, sourceOf(suspicion), 'fr').missing.map(({ field }) => field);
    expect(fields.filter((field) => !missing.includes(field))).toEqual([]);
  });

  it('an early warning asks for no more than it has to: it is due within a day', () => {
    const missing = prepare('anssi', 'early-warning', sourceOf(suspicion), 'fr').missing.map(({ field }) => field);
    expect(missing).toEqual(['suspectedMalicious', 'report.crossBorder']);
  });

  it.each([
    ['72 hours after becoming aware', '2026-11-27T23:30:00.000Z', []],
    ['later', '2026-11-27T23:30:00.001Z', ['report.delayReason']],
  ])('the CNIL asks for the reasons of a delay only when there is one: %s', (_, madeAt, asked) => {
    const { missing } = prepare('cnil', 'notification', sourceOf(suspicion, new Date(madeAt)), 'fr');
    expect(missing.map(({ field }) => field).filter((field) => field === 'report.delayReason')).toEqual(asked);
  });

  it('a breach in which no data is touched concerns nobody', () => {
    const text = whole('cnil', 'notification', { ...suspicion, dataTouched: 'no' });
    expect(text).toContain('Nombre approximatif de personnes concernées\u00a0: 0');
  });
});

describe('the words of a text', () => {
  it('are French with both clocks and French numbers, English where wanted', () => {
    const french = whole('cnil', 'notification', answered);
    expect(french).toContain('24 novembre 2026 à 18:00 (heure locale), 24 novembre 2026 à 23:00 (heure de Paris)');
    expect(french).toMatch(/personnes concernées\u00a0: 12\s500/);
    const english = whole('cnil', 'notification', answered, 'en');
    expect(english).toContain('(local time), 24 November 2026 at 23:00 (Paris time)');
    expect(english).toContain('persons concerned: 12,500');
  });

  it('say that an incident lasts', () => {
    expect(whole('anssi', 'final', suspicion)).toContain('Fin de l’incident\u00a0: Incident en cours');
  });
});
