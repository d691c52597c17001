import { agency, facility, playbook } from '../write.js';

export const phishing = playbook(
  ['Hameçonnage et compte usurpé', 'Phishing and account takeover'],
  [
    'Un compte est aux mains d’un autre, ou une vague de courriels piégés circule. Reprendre le compte, chercher ce qu’il a fait, prévenir.',
    'Somebody else holds an account, or a wave of trapped mails goes round. Take the account back, look for what it did, warn.',
  ],
  [
    facility('lock', 'systems', 30, ['Reprendre les comptes touchés', 'Take back the accounts hit'], {
      list: [
        ['Sessions ouvertes et jetons révoqués', 'Open sessions and tokens revoked'],
        ['Mot de passe changé depuis un poste sain', 'Password changed from a sound machine'],
        ['Second facteur réinitialisé', 'Second factor reset'],
      ],
    }),
    facility('rules', 'systems', 60, ['Retirer ce que l’attaquant a laissé', 'Remove what the attacker left'], {
      list: [
        ['Règles de transfert et de classement de la messagerie', 'Forwarding and sorting rules of the mailbox'],
        ['Applications autorisées et délégations', 'Authorised applications and delegations'],
        ['Appareils ajoutés au second facteur', 'Devices added to the second factor'],
      ],
      after: ['lock'],
    }),
    facility(
      'purge',
      'systems',
      90,
      [
        'Retirer le courriel des boîtes et bloquer son origine',
        'Remove the mail from the mailboxes and block its origin',
      ],
      {
        list: [
          ['Courriel d’origine gardé avec ses en-têtes', 'Original mail kept with its headers'],
          ['Adresses, domaines et liens bloqués', 'Addresses, domains and links blocked'],
        ],
      },
    ),
    facility(
      'clicked',
      'security',
      240,
      ['Trouver qui a cliqué, et ce que les comptes ont fait', 'Find who clicked, and what the accounts did'],
      {
        list: [
          ['Connexions inhabituelles relevées', 'Unusual sign-ins noted'],
          ['Accès au dossier patient contrôlés', 'Access to patient records checked'],
          ['Envois à des partenaires listés', 'Mails to partners listed'],
        ],
        after: ['lock'],
      },
    ),
    facility('staff', 'communication', 120, ['Prévenir les agents, sans reproche', 'Warn the staff, without blame'], {
      text: [
        'Qui a cliqué doit oser le dire : donnez un numéro à appeler.',
        'Whoever clicked must dare to say so: give a number to call.',
      ],
    }),
    facility(
      'payments',
      'director',
      240,
      ['Suspendre les changements de coordonnées bancaires récents', 'Suspend recent changes of bank details'],
      { after: ['clicked'] },
    ),
    agency(
      'campaign',
      'duty',
      180,
      [
        'Chercher si d’autres structures reçoivent la même vague',
        'Look whether other facilities receive the same wave',
      ],
      {
        list: [['Marqueurs partagés avec le CERT Santé', 'Markers shared with CERT Santé']],
      },
    ),
    facility(
      'breach',
      'privacy',
      1_440,
      ['Évaluer si des données personnelles ont été consultées', 'Assess whether personal data was read'],
      { after: ['clicked'] },
    ),
  ],
);
