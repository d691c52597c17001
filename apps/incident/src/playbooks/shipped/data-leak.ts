import { agency, facility, playbook } from '../write.js';

export const dataLeak = playbook(
  ['Fuite de données', 'Data leak'],
  [
    'Des données de patients ou d’agents sont sorties, ou sont mises en vente. Arrêter la fuite, en mesurer l’étendue, informer.',
    'Patients’ or staff’s data got out, or is for sale. Stop the leak, measure it, inform.',
  ],
  [
    facility('stop', 'systems', 60, ['Arrêter la fuite', 'Stop the leak'], {
      list: [
        ['Accès ou partage en cause fermé', 'Access or share concerned closed'],
        ['Comptes et clés exposés révoqués', 'Exposed accounts and keys revoked'],
      ],
    }),
    facility('traces', 'security', 120, ['Préserver les journaux d’accès', 'Preserve the access logs'], {
      list: [['Durée de conservation des journaux prolongée', 'Retention of the logs extended']],
    }),
    facility(
      'scope',
      'privacy',
      480,
      ['Établir quelles données et combien de personnes', 'Establish which data and how many people'],
      {
        list: [
          ['Catégories de données, dont données de santé', 'Categories of data, health data among them'],
          ['Nombre de personnes, estimé si besoin', 'Number of people, estimated if need be'],
          ['Personnes vulnérables ou exposées repérées', 'Vulnerable or exposed people identified'],
        ],
        after: ['traces'],
      },
    ),
    agency(
      'verify',
      'duty',
      240,
      ['Vérifier ce qui est publié avec le CERT Santé', 'Check what is published with CERT Santé'],
      {
        text: ['Ne téléchargez pas vous-même les données publiées.', 'Do not download the published data yourself.'],
      },
    ),
    facility(
      'authority',
      'privacy',
      2_880,
      ['Préparer la notification à la CNIL', 'Prepare the notification to the CNIL'],
      {
        text: [
          'L’échéance exacte est sur la fiche ; le texte peut y être préparé.',
          'The exact due time is on the record; the text can be prepared there.',
        ],
        after: ['scope'],
      },
    ),
    facility(
      'people',
      'communication',
      2_880,
      ['Préparer l’information des personnes', 'Prepare what the people are told'],
      {
        list: [
          ['Ce qui est arrivé, en mots simples', 'What happened, in plain words'],
          ['Ce qu’elles peuvent faire, et un contact', 'What they can do, and a contact'],
        ],
        after: ['scope'],
      },
    ),
    facility('complaint', 'director', 1_440, ['Déposer plainte', 'File a complaint'], { after: ['traces'] }),
    agency('press', 'communication', 480, ['Convenir de la parole publique', 'Agree on what is said in public'], {
      after: ['verify'],
    }),
  ],
);
