import { agency, facility, playbook } from '../write.js';

export const patientRecord = playbook(
  ['Dossier patient indisponible', 'Patient record unavailable'],
  [
    'Le dossier patient ou la prescription ne répond plus. Soigner sans lui, ne perdre aucune information, revenir proprement.',
    'The patient record or prescribing no longer answers. Care without it, lose no information, come back cleanly.',
  ],
  [
    facility(
      'declare',
      'director',
      15,
      ['Déclarer le mode dégradé et son heure', 'Declare the degraded mode and its time'],
      {
        list: [['Tous les services prévenus, y compris de nuit', 'All wards told, at night too']],
      },
    ),
    facility('paper', 'care', 30, ['Distribuer les supports papier', 'Hand out the paper forms'], {
      list: [
        ['Fiches de prescription et d’administration', 'Prescription and administration sheets'],
        ['Étiquettes d’identité imprimées ou bracelets vérifiés', 'Identity labels printed or wristbands checked'],
        ['Demandes d’examens papier', 'Paper requests for tests'],
      ],
    }),
    facility(
      'extracts',
      'systems',
      45,
      ['Sortir les dernières copies de secours', 'Get out the latest standby copies'],
      {
        list: [
          ['Plans de soins, allergies et traitements en cours', 'Care plans, allergies and current treatments'],
          ['Heure de la copie écrite sur chaque page', 'Time of the copy written on each page'],
        ],
      },
    ),
    facility(
      'high-risk',
      'care',
      60,
      ['Revoir les patients à risque un par un', 'Review the patients at risk one by one'],
      {
        list: [
          [
            'Réanimation, anticoagulants, insuline, chimiothérapie',
            'Intensive care, anticoagulants, insulin, chemotherapy',
          ],
          ['Allergies revérifiées au lit du patient', 'Allergies checked again at the bedside'],
        ],
        after: ['extracts'],
      },
    ),
    facility(
      'results',
      'care',
      60,
      ['Organiser le retour des résultats critiques par téléphone', 'Arrange critical results by telephone'],
      { after: ['paper'] },
    ),
    facility('cause', 'systems', 120, [
      'Établir la cause, et exclure ou non la malveillance',
      'Establish the cause, and whether malice is ruled out',
    ]),
    agency(
      'pressure',
      'duty',
      120,
      [
        'Évaluer avec la structure les activités à reporter ou à orienter',
        'Assess with the facility what to postpone or direct elsewhere',
      ],
      {
        list: [
          ['Urgences, bloc, maternité, dialyse passés en revue', 'Emergencies, theatre, maternity, dialysis reviewed'],
          ['SAMU informé', 'Emergency medical service told'],
        ],
      },
    ),
    facility('resume', 'systems', null, ['Rouvrir le dossier après contrôle', 'Reopen the record after a check'], {
      list: [
        ['Intégrité et identités contrôlées sur un échantillon', 'Integrity and identities checked on a sample'],
        ['Accord des soignants avant l’ouverture', 'Care staff agree before it opens'],
      ],
      after: ['cause'],
    }),
    facility(
      'catch-up',
      'care',
      null,
      ['Ressaisir ou numériser ce qui est sur papier', 'Enter or scan what is on paper'],
      { after: ['resume'] },
    ),
  ],
);
