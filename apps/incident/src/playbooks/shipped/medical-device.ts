import { agency, facility, playbook } from '../write.js';

export const medicalDevice = playbook(
  ['Dispositif médical', 'Medical device'],
  [
    'Un dispositif connecté est compromis, vulnérable ou se comporte mal. Le patient d’abord, puis l’appareil, puis la déclaration.',
    'A connected device is compromised, vulnerable or misbehaves. The patient first, then the device, then the report.',
  ],
  [
    facility('patients', 'care', 15, ['Mettre les patients en sécurité', 'Make the patients safe'], {
      list: [
        ['Surveillance clinique directe en place', 'Direct clinical monitoring in place'],
        ['Appareil remplacé ou technique de secours utilisée', 'Device replaced or fallback technique used'],
        ['Réglages et doses récents vérifiés', 'Recent settings and doses checked'],
      ],
    }),
    facility(
      'set-aside',
      'biomedical',
      60,
      ['Mettre l’appareil de côté, en l’état', 'Set the device aside, as it is'],
      {
        text: [
          'N’effacez rien et ne mettez rien à jour avant l’avis du fabricant.',
          'Wipe nothing and update nothing before the manufacturer has advised.',
        ],
        list: [
          ['Modèle, numéro de série, version du logiciel notés', 'Model, serial number, software version noted'],
          ['Heure et réglages affichés photographiés', 'Time and settings shown photographed'],
        ],
        after: ['patients'],
      },
    ),
    facility(
      'network',
      'systems',
      60,
      ['Isoler le réseau biomédical concerné', 'Isolate the biomedical network concerned'],
      {
        list: [['Télémaintenance du fabricant coupée', 'Manufacturer’s remote maintenance cut']],
        after: ['patients'],
      },
    ),
    facility(
      'same',
      'biomedical',
      180,
      ['Recenser les appareils du même modèle', 'Count the devices of the same model'],
      { after: ['set-aside'] },
    ),
    facility('maker', 'biomedical', 240, ['Joindre le fabricant', 'Reach the manufacturer'], {
      list: [
        ['Avis de sécurité et conduite à tenir demandés', 'Safety notice and instructions asked for'],
        ['Référence du dossier notée', 'Reference of the case noted'],
      ],
      after: ['set-aside'],
    }),
    facility(
      'vigilance',
      'biomedical',
      480,
      [
        'Déclarer en matériovigilance si la sécurité d’un patient a pu être touchée',
        'Report to device vigilance where a patient’s safety may have been affected',
      ],
      {
        after: ['patients'],
      },
    ),
    agency(
      'region',
      'duty',
      240,
      ['Chercher ce modèle dans les autres structures', 'Look for this model at the other facilities'],
      {
        list: [['Inventaire interrogé sur le modèle et la version', 'Inventory searched for model and version']],
      },
    ),
    facility('back', 'biomedical', null, ['Remettre en service après contrôle', 'Return to service after a check'], {
      after: ['maker', 'network'],
    }),
  ],
);
