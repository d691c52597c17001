import type { Facility, Incident, Locale } from '#libs/contracts';
import { momentText } from '../words/moment.js';
import { type Words, wordsIn } from '../words/words.js';

/** What a text is made from. */
export interface Source {
  incident: Incident;
  facility: Facility;
  /** IANA zone of the incident's territory. */
  zone: string;
  /** When the text is made. */
  madeAt: Date;
}

export type Text = Record<Locale, string>;

interface Reading extends Source {
  locale: Locale;
  words: Words;
}

/** One thing that an authority asks for. */
export interface Answer {
  label: Text;
  /** Its path in a declaration: where what is missing is filled in. */
  field: string;
  /** Null when nobody has answered yet; not knowing is no answer to an authority. */
  of: (reading: Reading) => string | null;
  /** Told in the declarant's own words, in paragraphs of its own. */
  prose?: true;
}

const NONE: Text = { fr: 'Aucun signalé', en: 'None reported' };
const IN_TIME: Text = { fr: 'Sans objet : moins de 72 heures', en: 'Not applicable: within 72 hours' };
const ONGOING: Text = { fr: 'Incident en cours', en: 'Incident ongoing' };

/** GDPR art. 33(1): a notification that is made later than this is accompanied by the reasons for the delay. */
const REASON_NEEDED_AFTER_MS = 72 * 3_600_000;

const list = (names: readonly string[], locale: Locale): string => names.join(', ') || NONE[locale];
type YesNo = 'yes' | 'no' | 'unknown';
const told = (value: YesNo, { words }: Reading): string | null =>
  value === 'unknown' ? null : words.yesNoUnknown[value];
const criterion = (name: 'careSafety' | 'healthData' | 'functioning' | 'repercussions' | 'spread' | 'crossBorder') => ({
  field: `report.${name}`,
  of: (reading: Reading) => told(reading.incident.report[name], reading),
});
const account = (name: 'consequences' | 'measures' | 'rootCause' | 'indicators') => ({
  field: `report.${name}`,
  of: ({ incident }: Reading) => incident.report[name],
  prose: true as const,
});
const count = (name: 'personsConcerned' | 'recordsConcerned') => ({
  field: `report.${name}`,
  of: ({ incident: { dataTouched, report }, locale }: Reading) => {
    const known = report[name] ?? (dataTouched === 'no' ? 0 : null);
    return known === null ? null : new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB').format(known);
  },
});
const moment = (instant: string | null, { zone, locale }: Reading): string | null =>
  instant === null ? null : momentText(instant, zone, locale);

/** Everything that the authorities ask for, from the declaration and from what is known of the facility. */
export const answers = {
  facility: {
    label: { fr: 'Structure', en: 'Facility' },
    field: 'facilityId',
    of: ({ facility }) => facility.name,
  },
  finess: {
    label: { fr: 'Numéro FINESS (site)', en: 'FINESS number (site)' },
    field: 'facilityId',
    of: ({ facility }) => facility.finess,
  },
  entity: {
    label: { fr: 'Entité juridique', en: 'Legal entity' },
    field: 'facilityId',
    of: ({ facility }) => `${facility.legalEntityName} (FINESS ${facility.legalEntityFiness})`,
  },
  category: {
    label: { fr: 'Catégorie', en: 'Category' },
    field: 'facilityId',
    of: ({ facility }) => facility.categoryLabel,
  },
  commune: {
    label: { fr: 'Commune', en: 'Commune' },
    field: 'facilityId',
    of: ({ facility }) => `${facility.commune} (${facility.communeCode})`,
  },
  contact: {
    label: { fr: 'Personne à joindre', en: 'Person to reach' },
    field: 'contact.name',
    of: ({ incident: { contact } }) => [contact.name, contact.phone, contact.email].filter(Boolean).join(', '),
  },
  reference: {
    label: { fr: 'Référence régionale', en: 'Regional reference' },
    field: 'reference',
    of: ({ incident }) => incident.reference,
  },
  what: {
    label: { fr: 'Description', en: 'Description' },
    field: 'what',
    of: ({ incident }) => incident.what,
    prose: true,
  },
  since: {
    label: { fr: 'Début de l’incident', en: 'Start of the incident' },
    field: 'since',
    of: (reading) => moment(reading.incident.since, reading),
  },
  awareAt: {
    label: { fr: 'Connaissance de l’incident', en: 'Became aware' },
    field: 'awareAt',
    of: (reading) => moment(reading.incident.awareAt, reading),
  },
  endedAt: {
    label: { fr: 'Fin de l’incident', en: 'End of the incident' },
    field: 'report.endedAt',
    of: (reading) => moment(reading.incident.report.endedAt, reading) ?? ONGOING[reading.locale],
  },
  nature: {
    label: { fr: 'Nature retenue à ce stade', en: 'Taken at this stage for' },
    field: 'nature',
    of: ({ incident, words }) => words.nature[incident.nature],
  },
  malicious: {
    label: { fr: 'Acte illicite ou malveillant suspecté', en: 'Unlawful or malicious act suspected' },
    field: 'suspectedMalicious',
    of: (reading) => told(reading.incident.malicious ?? reading.incident.suspectedMalicious, reading),
  },
  severity: {
    label: { fr: 'Gravité', en: 'Severity' },
    field: 'severity',
    of: ({ incident: { severity }, words }) => (severity === null ? null : words.severity[severity]),
  },
  supplier: {
    label: { fr: 'Fournisseur en cause', en: 'Supplier involved' },
    field: 'supplier',
    of: ({ incident, locale }) => incident.supplier ?? NONE[locale],
  },
  degradedMode: {
    label: { fr: 'Fonctionnement en mode dégradé', en: 'Working in degraded mode' },
    field: 'degradedMode',
    of: (reading) => told(reading.incident.degradedMode, reading),
  },
  careServices: {
    label: { fr: 'Services de soins touchés', en: 'Care services affected' },
    field: 'careServices',
    of: ({ incident, words, locale }) =>
      list(
        incident.careServices.map((service) => words.careService[service]),
        locale,
      ),
  },
  patientDanger: {
    label: { fr: 'Danger pour les patients', en: 'Danger for patients' },
    field: 'patientDanger',
    of: ({ incident: { patientDanger }, words }) => (patientDanger === 'unknown' ? null : words.danger[patientDanger]),
  },
  dataTouched: {
    label: { fr: 'Données touchées', en: 'Data affected' },
    field: 'dataTouched',
    of: (reading) => told(reading.incident.dataTouched, reading),
  },
  dataClasses: {
    label: { fr: 'Catégories de données', en: 'Categories of data' },
    field: 'dataClasses',
    of: ({ incident: { dataTouched, dataClasses }, words, locale }) =>
      dataClasses.length === 0 && dataTouched !== 'no'
        ? null
        : list(
            dataClasses.map((dataClass) => words.dataClass[dataClass]),
            locale,
          ),
  },
  helpWanted: {
    label: { fr: 'Aide demandée', en: 'Help wanted' },
    field: 'helpWanted',
    of: ({ incident, words, locale }) =>
      list(
        incident.helpWanted.map((help) => words.help[help]),
        locale,
      ),
  },
  careSafety: {
    label: { fr: 'Conséquences pour la sécurité des soins', en: 'Consequences for the safety of care' },
    ...criterion('careSafety'),
  },
  healthData: {
    label: {
      fr: 'Atteinte à la confidentialité, à l’intégrité ou à la disponibilité de données de santé',
      en: 'Confidentiality, integrity or availability of health data harmed',
    },
    ...criterion('healthData'),
  },
  functioning: {
    label: { fr: 'Atteinte au fonctionnement normal de la structure', en: 'Normal functioning of the facility harmed' },
    ...criterion('functioning'),
  },
  repercussions: {
    label: {
      fr: 'Retentissement départemental, régional ou national',
      en: 'Departmental, regional or national repercussions',
    },
    ...criterion('repercussions'),
  },
  spread: {
    label: { fr: 'Susceptible de toucher d’autres structures', en: 'Likely to hit other facilities' },
    ...criterion('spread'),
  },
  crossBorder: {
    label: { fr: 'Incidence transfrontière', en: 'Cross-border impact' },
    ...criterion('crossBorder'),
  },
  persons: {
    label: { fr: 'Nombre approximatif de personnes concernées', en: 'Approximate number of persons concerned' },
    ...count('personsConcerned'),
  },
  records: {
    label: { fr: 'Nombre approximatif d’enregistrements concernés', en: 'Approximate number of records concerned' },
    ...count('recordsConcerned'),
  },
  consequences: { label: { fr: 'Conséquences', en: 'Consequences' }, ...account('consequences') },
  measures: { label: { fr: 'Mesures prises ou envisagées', en: 'Measures taken or planned' }, ...account('measures') },
  rootCause: { label: { fr: 'Cause profonde', en: 'Root cause' }, ...account('rootCause') },
  indicators: {
    label: { fr: 'Indicateurs de compromission', en: 'Indicators of compromise' },
    ...account('indicators'),
  },
  dataOfficer: {
    label: {
      fr: 'Délégué à la protection des données ou autre point de contact',
      en: 'Data protection officer or other contact point',
    },
    field: 'report.dataOfficer',
    of: ({ incident }) => incident.report.dataOfficer ?? null,
  },
  delayReason: {
    label: { fr: 'Motifs du retard', en: 'Reasons for the delay' },
    field: 'report.delayReason',
    of: ({ incident: { awareAt, report }, madeAt, locale }) =>
      report.delayReason ?? (madeAt.getTime() - Date.parse(awareAt) > REASON_NEEDED_AFTER_MS ? null : IN_TIME[locale]),
    prose: true,
  },
} satisfies Record<string, Answer>;

export type AnswerName = keyof typeof answers;

/** What was answered, in words; null when it is missing. */
export const answerOf = (name: AnswerName, source: Source, locale: Locale): string | null =>
  answers[name].of({ ...source, locale, words: wordsIn[locale] });
