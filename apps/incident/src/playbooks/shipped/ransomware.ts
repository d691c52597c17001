import { agency, facility, playbook } from '../write.js';

export const ransomware = playbook(
  ['Rançongiciel', 'Ransomware'],
  [
    'Chiffrement en cours ou constaté. Contenir sans effacer les traces, tenir les soins, puis reconstruire depuis un socle sain.',
    'Encryption under way or found. Contain without wiping the traces, keep care going, then rebuild from a sound base.',
  ],
  [
    facility(
      'isolate',
      'systems',
      30,
      ['Isoler sans éteindre les machines touchées', 'Isolate the machines hit without switching them off'],
      {
        text: [
          'Débranchez le réseau, pas le courant : la mémoire peut contenir la clé et les traces de l’attaquant.',
          'Unplug the network, not the power: memory may hold the key and the attacker’s traces.',
        ],
        list: [
          [
            'Accès internet et accès distants (VPN, télémaintenance) coupés',
            'Internet and remote access (VPN, remote maintenance) cut',
          ],
          [
            'Liens avec le GHT, les laboratoires et les partenaires coupés',
            'Links with the hospital group, laboratories and partners cut',
          ],
          ['Machines touchées et comptes utilisés listés', 'Machines hit and accounts used listed'],
        ],
      },
    ),
    facility('backups', 'systems', 45, ['Mettre les sauvegardes hors d’atteinte', 'Put the backups out of reach'], {
      list: [
        ['Serveur de sauvegarde déconnecté', 'Backup server disconnected'],
        ['Tâches de sauvegarde et de purge arrêtées', 'Backup and purge jobs stopped'],
        ['Date de la dernière sauvegarde hors ligne relevée', 'Date of the last offline backup noted'],
      ],
    }),
    facility(
      'degraded',
      'care',
      60,
      ['Passer les services en procédure dégradée', 'Move the wards to degraded procedures'],
      {
        list: [
          ['Dossiers et prescriptions papier distribués', 'Paper records and prescriptions handed out'],
          [
            'Circuit papier des examens de laboratoire et d’imagerie ouvert',
            'Paper route for laboratory and imaging opened',
          ],
          [
            'Plans de soins et traitements en cours imprimés depuis un poste de secours',
            'Care plans and current treatments printed from a standby machine',
          ],
        ],
      },
    ),
    facility('crisis', 'director', 60, ['Réunir la cellule de crise', 'Convene the crisis cell'], {
      list: [
        ['Moyen de communication hors du réseau choisi', 'A means of communication outside the network chosen'],
        ['Main courante ouverte', 'Log opened'],
        ['Point de situation toutes les heures', 'Situation update every hour'],
      ],
    }),
    agency(
      'help',
      'duty',
      60,
      ['Mettre la structure en relation avec le CERT Santé', 'Put the facility in touch with CERT Santé'],
      {
        list: [
          [
            'Contact joignable hors du réseau de la structure vérifié',
            'Contact reachable outside the facility’s network checked',
          ],
          ['Prestataire de réponse à incident connu', 'Incident response provider known'],
        ],
      },
    ),
    agency(
      'capacity',
      'duty',
      120,
      ['Évaluer le besoin de régulation des patients', 'Assess whether patients have to be directed elsewhere'],
      {
        list: [
          ['SAMU informé des filières fermées', 'Emergency medical service told which pathways are closed'],
          ['Structures voisines prévenues', 'Neighbouring facilities warned'],
        ],
      },
    ),
    facility('evidence', 'security', 240, ['Préserver les traces', 'Preserve the evidence'], {
      list: [
        ['Journaux du pare-feu, de l’annuaire et de l’EDR copiés', 'Firewall, directory and EDR logs copied'],
        [
          'Demande de rançon et exemple de fichier chiffré gardés',
          'Ransom note and a sample of an encrypted file kept',
        ],
        ['Mémoire et disques des premières machines copiés', 'Memory and disks of the first machines copied'],
      ],
      after: ['isolate'],
    }),
    facility(
      'complaint',
      'director',
      1_440,
      ['Déposer plainte et prévenir l’assureur', 'File a complaint and tell the insurer'],
      {
        text: [
          'Ne payez pas, et ne répondez pas à l’attaquant sans conseil.',
          'Do not pay, and do not answer the attacker without advice.',
        ],
        after: ['crisis'],
      },
    ),
    facility('data', 'privacy', 1_440, ['Évaluer la violation de données', 'Assess the data breach'], {
      list: [
        ['Données et personnes concernées estimées', 'Data and people concerned estimated'],
        ['Signes d’exfiltration recherchés', 'Signs of exfiltration looked for'],
        ['Échéances affichées sur la fiche relues', 'Due times shown on the record read'],
      ],
      after: ['evidence'],
    }),
    facility('rebuild', 'systems', 2_880, ['Reconstruire depuis un socle sain', 'Rebuild from a sound base'], {
      list: [
        [
          'Annuaire assaini, secrets et comptes à privilèges renouvelés',
          'Directory cleaned, secrets and privileged accounts renewed',
        ],
        ['Porte d’entrée identifiée et fermée', 'Way in identified and closed'],
        ['Ordre de reprise validé par les soignants', 'Order of recovery agreed with care staff'],
      ],
      after: ['evidence', 'backups'],
    }),
    agency(
      'warn',
      'duty',
      480,
      ['Décider d’alerter les autres structures', 'Decide whether to warn the other facilities'],
      {
        list: [
          [
            'Marqueurs techniques et TLP convenus avec le CERT Santé',
            'Technical markers and TLP agreed with CERT Santé',
          ],
        ],
        after: ['help'],
      },
    ),
  ],
);
