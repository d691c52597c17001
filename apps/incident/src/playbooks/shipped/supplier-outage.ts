import { agency, facility, playbook } from '../write.js';

export const supplierOutage = playbook(
  ['Panne d’un fournisseur', 'Supplier outage'],
  [
    'Un hébergeur, un éditeur ou un opérateur ne répond plus. Savoir qui est touché, tenir sans lui, obtenir une heure de retour.',
    'A host, a software house or an operator no longer answers. Know who is hit, hold without it, obtain a time of return.',
  ],
  [
    facility(
      'effects',
      'systems',
      30,
      [
        'Établir quelles applications et quels services de soins sont touchés',
        'Establish which applications and care services are hit',
      ],
      {
        list: [
          [
            'Dossier patient, prescription, laboratoire, imagerie passés en revue',
            'Patient record, prescription, laboratory, imaging reviewed',
          ],
          ['Interfaces entre applications vérifiées', 'Interfaces between applications checked'],
        ],
      },
    ),
    facility('degraded', 'care', 45, [
      'Ouvrir les procédures dégradées des services touchés',
      'Open the degraded procedures of the services hit',
    ]),
    facility(
      'ticket',
      'systems',
      45,
      ['Ouvrir un incident prioritaire chez le fournisseur', 'Open a priority incident with the supplier'],
      {
        list: [
          ['Numéro d’incident et interlocuteur notés', 'Incident number and contact noted'],
          [
            'Cause connue ou malveillance exclue demandée par écrit',
            'Known cause, or malice ruled out, asked for in writing',
          ],
        ],
      },
    ),
    agency(
      'others',
      'duty',
      60,
      ['Chercher les autres structures qui en dépendent', 'Look for the other facilities that depend on it'],
      {
        list: [
          ['Inventaire interrogé sur ce fournisseur', 'Inventory searched for this supplier'],
          [
            'Déclarations semblables rattachées à un incident régional',
            'Similar declarations linked to a regional incident',
          ],
        ],
      },
    ),
    agency('supplier', 'duty', 90, ['Joindre la cellule de crise du fournisseur', 'Reach the supplier’s crisis cell'], {
      list: [
        ['Heure de retour et prochain point obtenus', 'Time of return and next update obtained'],
        ['Liste des clients de la région confirmée', 'List of customers in the region confirmed'],
      ],
      after: ['others'],
    }),
    facility(
      'cut',
      'security',
      120,
      [
        'Couper les accès du fournisseur si un acte malveillant n’est pas exclu',
        'Cut the supplier’s access unless malice is ruled out',
      ],
      {
        after: ['ticket'],
      },
    ),
    agency(
      'bulletin',
      'duty',
      180,
      ['Informer les structures touchées d’une seule voix', 'Inform the facilities hit with one voice'],
      { after: ['supplier'] },
    ),
    facility('catch-up', 'care', null, ['Ressaisir ce qui a été fait sur papier', 'Enter what was done on paper'], {
      list: [
        ['Identité des patients contrôlée', 'Identity of patients checked'],
        ['Administrations et résultats ressaisis', 'Administrations and results entered'],
      ],
      after: ['degraded'],
    }),
  ],
);
