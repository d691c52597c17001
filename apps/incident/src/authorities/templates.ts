import type { Authority, TextStage } from '#libs/contracts';
import type { AnswerName, Text } from './answers.js';

/** A thing that is told when it is known, and not asked for when it is not. */
interface Optional {
  ifKnown: AnswerName;
}

export interface Section {
  title: Text;
  /** In the authority's order. */
  answers: readonly (AnswerName | Optional)[];
  /** What the text cannot say for the declarant. */
  note?: Text;
}

export interface Template {
  title: Text;
  sections: readonly Section[];
}

const ifKnown = (name: AnswerName): Optional => ({ ifKnown: name });

const declarant: Section = {
  title: { fr: 'Structure et personne à joindre', en: 'Facility and person to reach' },
  answers: ['facility', 'finess', 'entity', 'category', 'commune', 'contact', 'reference'],
};
/** The five criteria of D.1111-16-2 CSP, in their order. */
const criteria: Section = {
  title: {
    fr: 'Critères de l’article D.1111-16-2 du code de la santé publique',
    en: 'Criteria of article D.1111-16-2 of the public health code',
  },
  answers: ['careSafety', 'healthData', 'functioning', 'repercussions', 'spread'],
};

const ars: Template = {
  title: {
    fr: 'Déclaration d’un incident de sécurité à l’agence régionale de santé (art. L.1111-8-2 et D.1111-16-2 à -4 CSP)',
    en: 'Declaration of a security incident to the regional health agency (art. L.1111-8-2 and D.1111-16-2 to -4 CSP)',
  },
  sections: [
    declarant,
    {
      title: { fr: 'L’incident', en: 'The incident' },
      answers: ['awareAt', 'since', 'what', 'nature', 'malicious', 'supplier'],
    },
    {
      title: { fr: 'Effets sur les soins', en: 'Effects on care' },
      answers: ['patientDanger', 'degradedMode', 'careServices', ifKnown('consequences')],
    },
    criteria,
    { title: { fr: 'Données', en: 'Data' }, answers: ['dataTouched', 'dataClasses'] },
    { title: { fr: 'Mesures et besoins', en: 'Measures and needs' }, answers: ['measures', 'helpWanted', 'endedAt'] },
  ],
};

const certSante: Template = {
  title: {
    fr: 'Signalement d’un incident de sécurité au CERT Santé (art. L.1111-8-2 CSP)',
    en: 'Report of a security incident to the CERT Santé (art. L.1111-8-2 CSP)',
  },
  sections: [
    declarant,
    {
      title: { fr: 'Description technique', en: 'Technical description' },
      answers: ['awareAt', 'since', 'what', 'nature', 'malicious', 'supplier', 'indicators', ifKnown('rootCause')],
    },
    { title: { fr: 'Données', en: 'Data' }, answers: ['dataTouched', 'dataClasses'] },
    { title: { fr: 'Effets', en: 'Effects' }, answers: ['patientDanger', 'degradedMode', 'careServices'] },
    criteria,
    {
      title: { fr: 'Mesures et appui demandé', en: 'Measures and support wanted' },
      answers: ['measures', 'helpWanted'],
    },
  ],
};

const nis2Title = (fr: string, en: string, letter: string): Text => ({
  fr: `${fr} à l’ANSSI (directive NIS 2, art. 23, § 4, ${letter})`,
  en: `${en} to the ANSSI (NIS2 directive, art. 23(4)(${letter}))`,
});
const entity: Section = { ...declarant, title: { fr: 'Entité déclarante', en: 'Declaring entity' } };
const firstSigns: Section = {
  title: { fr: 'Nature et portée', en: 'Nature and reach' },
  answers: ['malicious', 'crossBorder'],
};

const earlyWarning: Template = {
  title: nis2Title('Alerte précoce', 'Early warning', 'a'),
  sections: [
    entity,
    firstSigns,
    { title: { fr: 'L’incident', en: 'The incident' }, answers: ['awareAt', ifKnown('since'), 'what'] },
  ],
};
const notification: Template = {
  title: nis2Title('Notification d’incident', 'Incident notification', 'b'),
  sections: [
    entity,
    {
      title: { fr: 'Mise à jour de l’alerte précoce', en: 'Update of the early warning' },
      answers: ['malicious', 'crossBorder', 'awareAt', 'since', 'what', 'nature'],
    },
    {
      title: { fr: 'Première évaluation : gravité et impact', en: 'First assessment: severity and impact' },
      answers: ['severity', 'functioning', 'degradedMode', 'careServices', 'patientDanger', 'consequences'],
    },
    {
      title: {
        fr: 'Indicateurs de compromission, lorsqu’ils sont disponibles',
        en: 'Indicators of compromise, where available',
      },
      answers: ['indicators'],
    },
  ],
};
const intermediate: Template = {
  title: nis2Title('Rapport intermédiaire', 'Intermediate report', 'c'),
  sections: [
    entity,
    {
      title: { fr: 'Situation à ce jour', en: 'Status to date' },
      answers: ['what', 'nature', 'severity', 'degradedMode', 'careServices', 'patientDanger', 'endedAt'],
    },
    {
      title: { fr: 'Évolutions depuis la notification', en: 'What has changed since the notification' },
      answers: ['consequences', 'measures', ifKnown('indicators'), ifKnown('rootCause')],
    },
  ],
};
const final: Template = {
  title: nis2Title('Rapport final', 'Final report', 'd'),
  sections: [
    entity,
    {
      title: {
        fr: 'Description détaillée, gravité et impact',
        en: 'Detailed description, severity and impact',
      },
      answers: [
        'awareAt',
        'since',
        'endedAt',
        'what',
        'severity',
        'functioning',
        'careServices',
        'patientDanger',
        'consequences',
      ],
      note: {
        fr: 'Si l’incident est en cours, ce rapport est un rapport d’avancement : le rapport final suit dans le mois de sa fin.',
        en: 'While the incident lasts, this report is a progress report: the final one follows within a month of its end.',
      },
    },
    {
      title: { fr: 'Type de menace ou cause profonde', en: 'Type of threat or root cause' },
      answers: ['nature', 'malicious', 'rootCause', ifKnown('indicators')],
    },
    {
      title: { fr: 'Mesures d’atténuation appliquées et en cours', en: 'Mitigation applied and ongoing' },
      answers: ['measures'],
    },
    { title: { fr: 'Impact transfrontière', en: 'Cross-border impact' }, answers: ['crossBorder'] },
  ],
};

const gdprTitle = (fr: string, en: string): Text => ({
  fr: `${fr} de violation de données à caractère personnel à la CNIL (RGPD, art. 33)`,
  en: `${en} of a personal data breach to the CNIL (GDPR art. 33)`,
});
const dataBreach: Section = {
  title: { fr: 'Nature de la violation (art. 33, § 3, a)', en: 'Nature of the breach (art. 33(3)(a))' },
  answers: ['what', 'awareAt', 'since', 'dataTouched', 'healthData', 'dataClasses', 'persons', 'records'],
};
const dataOfficer: Section = {
  title: {
    fr: 'Responsable de traitement et point de contact (art. 33, § 3, b)',
    en: 'Controller and contact point (art. 33(3)(b))',
  },
  answers: ['entity', 'facility', 'finess', 'commune', 'dataOfficer', 'contact', 'reference'],
};
const dataDelay: Section = {
  title: {
    fr: 'Notification au-delà de 72 heures (art. 33, § 1)',
    en: 'Notification later than 72 hours (art. 33(1))',
  },
  answers: ['delayReason'],
};
const dataConsequences: Section = {
  title: { fr: 'Conséquences probables (art. 33, § 3, c)', en: 'Likely consequences (art. 33(3)(c))' },
  answers: ['consequences', 'patientDanger'],
};
const dataMeasures: Section = {
  title: { fr: 'Mesures prises ou proposées (art. 33, § 3, d)', en: 'Measures taken or proposed (art. 33(3)(d))' },
  answers: ['measures'],
};

const cnilNotification: Template = {
  title: gdprTitle('Notification', 'Notification'),
  sections: [dataBreach, dataOfficer, dataConsequences, dataMeasures, dataDelay],
};
const cnilComplement: Template = {
  title: gdprTitle('Notification complémentaire', 'Supplementary notification'),
  sections: [
    dataBreach,
    dataOfficer,
    dataConsequences,
    dataMeasures,
    {
      title: { fr: 'Origine et fin', en: 'Origin and end' },
      answers: ['malicious', 'rootCause', 'supplier', 'endedAt'],
    },
  ],
};

const police: Template = {
  title: {
    fr: 'Éléments pour un dépôt de plainte (police ou gendarmerie)',
    en: 'Elements for a complaint (police or gendarmerie)',
  },
  sections: [
    {
      title: { fr: 'La victime', en: 'The victim' },
      answers: ['entity', 'facility', 'finess', 'commune', 'contact', 'reference'],
      note: {
        fr: 'La plainte est déposée par le représentant légal de l’entité ou une personne munie de son pouvoir.',
        en: 'The complaint is made by the entity’s legal representative, or a person with a power of attorney.',
      },
    },
    { title: { fr: 'Les faits', en: 'The facts' }, answers: ['since', 'awareAt', 'what', 'malicious', 'supplier'] },
    {
      title: { fr: 'Le préjudice', en: 'The harm' },
      answers: ['consequences', 'careServices', 'patientDanger', 'dataTouched', 'dataClasses'],
    },
    {
      title: { fr: 'Traces et mesures de conservation', en: 'Evidence and how it is preserved' },
      answers: ['indicators', 'measures'],
      note: {
        fr: 'Conservez journaux, images de disques, messages et demandes de rançon sans les modifier.',
        en: 'Keep logs, disk images, messages and ransom notes unchanged.',
      },
    },
  ],
};

const corruss: Template = {
  title: {
    fr: 'Point de situation pour le CORRUSS (ministère chargé de la santé)',
    en: 'Situation report for the CORRUSS (ministry of health)',
  },
  sections: [
    {
      title: { fr: 'Structure touchée', en: 'Facility hit' },
      answers: ['facility', 'finess', 'category', 'commune', 'reference'],
    },
    {
      title: { fr: 'Situation', en: 'Situation' },
      answers: ['since', 'awareAt', 'what', 'nature', 'severity', 'endedAt'],
    },
    {
      title: { fr: 'Effets sur l’offre de soins', en: 'Effects on care' },
      answers: ['patientDanger', 'careServices', 'degradedMode', 'careSafety', 'consequences'],
    },
    { title: { fr: 'Portée', en: 'Reach' }, answers: ['repercussions', 'spread', 'supplier'] },
    { title: { fr: 'Mesures et besoins', en: 'Measures and needs' }, answers: ['measures', 'helpWanted', 'contact'] },
  ],
};

/** What each authority asks for, at each stage, in its own order. The title names the source. */
export const templates: Record<Authority, Partial<Record<TextStage, Template>>> = {
  ars: { declaration: ars },
  'cert-sante': { declaration: certSante },
  anssi: { 'early-warning': earlyWarning, notification, intermediate, final },
  cnil: { notification: cnilNotification, complement: cnilComplement },
  police: { complaint: police },
  corruss: { information: corruss },
};
