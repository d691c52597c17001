import { agency, facility, playbook } from '../write.js';

export const cutOff = playbook(
  ['Site entièrement coupé', 'Whole site cut off'],
  [
    'Plus de réseau ni de téléphone, volontairement ou non. Retrouver un fil avec l’extérieur, tenir, rouvrir par étapes.',
    'No network or telephone left, on purpose or not. Find a thread to the outside, hold, reopen in steps.',
  ],
  [
    facility(
      'thread',
      'director',
      15,
      ['Ouvrir un moyen de communication de secours', 'Open a fallback means of communication'],
      {
        list: [
          ['Téléphones mobiles ou satellites distribués', 'Mobile or satellite telephones handed out'],
          ['Numéros donnés à l’agence et au SAMU', 'Numbers given to the agency and the emergency medical service'],
          ['Messagers entre les services désignés', 'Runners between the wards appointed'],
        ],
      },
    ),
    agency(
      'call',
      'duty',
      30,
      ['Joindre la structure par ses contacts de secours', 'Reach the facility by its fallback contacts'],
      {
        list: [
          ['Deux personnes joignables connues', 'Two reachable people known'],
          ['Heure du prochain appel convenue', 'Time of the next call agreed'],
        ],
      },
    ),
    facility('emergency', 'care', 30, ['Assurer l’appel d’urgence interne', 'Secure the internal emergency call'], {
      list: [
        [
          'Arrêt cardiaque, bloc, maternité, réanimation joignables',
          'Cardiac arrest, theatre, maternity, intensive care reachable',
        ],
        ['Alarmes et appel malade vérifiés', 'Alarms and patient call checked'],
      ],
      after: ['thread'],
    }),
    agency(
      'samu',
      'duty',
      45,
      ['Prévenir le SAMU et les structures voisines', 'Warn the emergency medical service and the neighbours'],
      { after: ['call'] },
    ),
    facility('degraded', 'care', 60, [
      'Passer tout le site en procédure dégradée',
      'Move the whole site to degraded procedures',
    ]),
    facility('order', 'crisis', 240, ['Fixer l’ordre de réouverture', 'Set the order of reopening'], {
      list: [
        [
          'Liens vitaux d’abord : laboratoire, imagerie, pharmacie, sang',
          'Vital links first: laboratory, imaging, pharmacy, blood',
        ],
        ['Conditions de sécurité de chaque lien écrites', 'Safety conditions of each link written down'],
      ],
      after: ['thread'],
    }),
    facility(
      'reopen',
      'systems',
      null,
      ['Rouvrir lien par lien, sous surveillance', 'Reopen link by link, under watch'],
      { after: ['order'] },
    ),
    agency(
      'partners',
      'duty',
      null,
      ['Convenir avec les partenaires de la reprise des échanges', 'Agree with the partners when exchanges resume'],
      { after: ['reopen'] },
    ),
  ],
);
