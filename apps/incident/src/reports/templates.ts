import type { ReportSection, ReportSource, ReportSubject, ReportTemplateDefinition } from '#libs/contracts';

type Pair = readonly [fr: string, en: string];
const said = ([fr, en]: Pair) => ({ fr, en });

const titles: Readonly<Record<ReportSource, Pair>> = {
  text: ['Texte', 'Text'],
  figures: ['En chiffres', 'In figures'],
  facts: ['L’essentiel', 'The essentials'],
  account: ['Ce qui se passe', 'What is happening'],
  severity: ['Gravité', 'Severity'],
  national: ['Attributs nationaux', 'National attributes'],
  incidents: ['Incidents en cours', 'Open incidents'],
  decisions: ['Décisions', 'Decisions'],
  tasks: ['Tâches', 'Tasks'],
  clocks: ['Échéances légales', 'Legal deadlines'],
  authorities: ['Autorités informées', 'Authorities told'],
  advisories: ['Alertes diffusées', 'Advisories sent'],
  care: ['Offre de soins', 'Care services'],
  timeline: ['Chronologie', 'Timeline'],
  times: ['Les temps mesurés', 'The measured times'],
  actions: ['Suites à donner', 'What is to be done'],
};

const drawn = (source: ReportSource, most = 20, intro: Pair | null = null): ReportSection => ({
  code: source,
  source,
  title: said(titles[source]),
  intro: intro && said(intro),
  most,
});
const free = (code: string, title: Pair, hint: Pair): ReportSection => ({
  code,
  source: 'text',
  title: said(title),
  intro: said(hint),
  most: 1,
});

interface Template {
  name: Pair;
  summary: Pair;
  naming: boolean;
  sections: ReportSection[];
  subjects?: ReportSubject[];
}

const template = ({ name, summary, subjects, ...rest }: Template): ReportTemplateDefinition => ({
  name: said(name),
  summary: said(summary),
  subjects: subjects ?? ['incident', 'regional', 'region'],
  ...rest,
});

const message = free(
  'message',
  ['À retenir', 'What matters'],
  [
    'Trois phrases : ce qui arrive, ce que cela change pour les soins, ce que l’on attend du lecteur.',
    'Three sentences: what happens, what it changes for care, what is expected of the reader.',
  ],
);
const outlook = free(
  'outlook',
  ['Perspectives et besoins', 'Outlook and needs'],
  [
    'Ce que l’on prévoit pour les prochaines heures, et ce qui manque.',
    'What is expected for the next hours, and what is lacking.',
  ],
);

const times: Pair = [
  'De la prise de connaissance aux mesures faites, structure par structure. Ce qui n’a pas été consigné est dit manquant ; ce qui est consigné dans un autre ordre est montré tel quel et n’est pas mesuré.',
  'From becoming aware to the measures done, facility by facility. What was not recorded is said to be missing; what was recorded in another order is shown as it is, and not measured.',
];

/** The templates to begin with. What changes later is a new version, saved by an analyst. */
export const firstTemplates: Readonly<Record<string, ReportTemplateDefinition>> = {
  director: template({
    name: ['Note à la direction', 'Note to the director'],
    summary: [
      'Une page : l’essentiel, les soins, les prochaines échéances.',
      'One page: the essentials, care, the next deadlines.',
    ],
    naming: false,
    sections: [message, drawn('facts'), drawn('figures'), drawn('care', 6), drawn('clocks', 4)],
  }),
  'crisis-cell': template({
    name: ['Point de situation de la cellule de crise', 'Situation report for the crisis cell'],
    summary: [
      'Deux à quatre pages : situation, décisions, tâches, soins, échéances, chronologie.',
      'Two to four pages: situation, decisions, tasks, care, deadlines, timeline.',
    ],
    naming: true,
    sections: [
      ...[message, drawn('facts'), drawn('figures'), drawn('account'), drawn('severity'), drawn('incidents', 60)],
      ...[drawn('decisions'), drawn('tasks', 30), drawn('care', 30), drawn('clocks', 20), drawn('authorities')],
      ...[drawn('advisories'), drawn('timeline', 25), outlook],
    ],
  }),
  national: template({
    name: ['Remontée nationale', 'Report to the ministry'],
    summary: [
      'Des faits et les attributs nationaux, sans le nom d’aucune personne.',
      'Facts and the national attributes, without the name of any person.',
    ],
    naming: false,
    sections: [
      ...[drawn('figures'), drawn('national', 100), drawn('care', 40), drawn('clocks', 40), drawn('authorities', 40)],
      ...[
        drawn('advisories', 20),
        free(
          'assessment',
          ['Appréciation', 'Appreciation'],
          ['Des faits seulement ; ne nommez personne.', 'Facts only; name nobody.'],
        ),
      ],
    ],
  }),
  'after-action': template({
    name: ['Retour d’expérience', 'After-action report'],
    summary: [
      'Les temps mesurés, ce qui a marché, ce qui est à améliorer, et qui fait quoi ensuite.',
      'The measured times, what went well, what is to be improved, and who does what next.',
    ],
    naming: true,
    subjects: ['incident', 'regional'],
    sections: [
      ...[drawn('facts'), drawn('figures'), drawn('times', 60, times)],
      free('went-well', ['Ce qui a bien marché', 'What went well'], ['Ce qu’il faut garder.', 'What to keep.']),
      free(
        'to-improve',
        ['Ce qui est à améliorer', 'What is to be improved'],
        [
          'Sans chercher de coupable : ce qui aurait aidé.',
          'Without looking for somebody to blame: what would have helped.',
        ],
      ),
      ...[drawn('actions', 40), drawn('clocks', 100), drawn('decisions', 40), drawn('timeline', 40)],
    ],
  }),
};
