import { agency, facility, playbook } from '../write.js';

export const power = playbook(
  ['Électricité et atteinte physique', 'Power and physical damage'],
  [
    'Coupure électrique, incendie, inondation, climatisation ou intrusion touchant les locaux techniques.',
    'Power cut, fire, flood, cooling or intrusion affecting the technical rooms.',
  ],
  [
    facility('people', 'director', 10, ['Mettre les personnes en sécurité', 'Make people safe'], {
      list: [
        ['Secours appelés si besoin', 'Emergency services called if needed'],
        ['Locaux touchés évacués et fermés', 'Rooms hit evacuated and closed'],
      ],
    }),
    facility(
      'vital',
      'care',
      15,
      ['Vérifier les patients dépendants d’un appareil', 'Check the patients who depend on a device'],
      {
        list: [
          ['Respirateurs, pompes, dialyse sur prises secourues', 'Ventilators, pumps, dialysis on backed-up sockets'],
          ['Batteries et oxygène de secours comptés', 'Batteries and standby oxygen counted'],
        ],
      },
    ),
    facility(
      'generators',
      'technical',
      30,
      ['Contrôler groupes électrogènes et onduleurs', 'Check generators and uninterruptible supplies'],
      {
        list: [
          ['Autonomie et réserve de carburant relevées', 'Autonomy and fuel reserve noted'],
          ['Livraison de carburant demandée', 'Delivery of fuel asked for'],
        ],
      },
    ),
    facility(
      'shed',
      'systems',
      60,
      ['Arrêter proprement ce qui n’est pas vital', 'Shut down cleanly what is not vital'],
      {
        list: [
          ['Ordre d’arrêt et de reprise suivi', 'Order of shutdown and restart followed'],
          ['Température de la salle informatique surveillée', 'Temperature of the computer room watched'],
        ],
        after: ['generators'],
      },
    ),
    agency(
      'operator',
      'duty',
      45,
      [
        'Demander à l’opérateur d’énergie la priorité et l’heure de retour',
        'Ask the energy operator for priority and the time of return',
      ],
      {
        list: [['Préfecture informée', 'Prefecture told']],
      },
    ),
    agency(
      'transfers',
      'duty',
      90,
      ['Préparer les transferts avec le SAMU', 'Prepare transfers with the emergency medical service'],
      {
        list: [
          [
            'Patients à transférer d’abord listés avec la structure',
            'Patients to transfer first listed with the facility',
          ],
        ],
      },
    ),
    facility(
      'evidence',
      'security',
      240,
      ['En cas d’intrusion, préserver les traces', 'In case of intrusion, preserve the evidence'],
      {
        list: [
          ['Vidéo et contrôle d’accès copiés', 'Video and access control copied'],
          ['Équipements branchés ou disparus recherchés', 'Equipment plugged in or gone looked for'],
        ],
        after: ['people'],
      },
    ),
    facility('restart', 'systems', null, ['Redémarrer et contrôler', 'Restart and check'], {
      list: [
        ['Stockage et bases contrôlés', 'Storage and databases checked'],
        ['Horloges vérifiées', 'Clocks checked'],
      ],
      after: ['shed'],
    }),
  ],
);
