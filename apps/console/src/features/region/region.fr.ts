export const regionFr = {
  title: 'Région',
  lead: 'Ce qui est ouvert, où, et les soins en difficulté.',
  print: 'Imprimer',
  territory: 'Territoire',
  kind: { label: 'Afficher', real: 'Réel', exercise: 'Exercice' },
  figure: {
    open: 'Déclarations ouvertes',
    touched: 'Structures touchées',
    degraded: 'En mode dégradé',
    danger: 'Danger pour les patients',
  },
  map: {
    title: 'Carte',
    label: 'Carte de {{territory}} : {{count}} structures touchées. Le tableau dit la même chose.',
    quiet: 'Structure sans déclaration ouverte',
    legend: 'Légende',
    mark: '{{name}}, {{commune}} : {{severity}}',
  },
  table: {
    title: 'Structures touchées',
    facility: 'Structure',
    severity: 'Gravité',
    open_one: '{{count}} déclaration ouverte',
    open_other: '{{count}} déclarations ouvertes',
    services: 'Services touchés',
    last: 'Dernier changement',
    none: 'Non précisés',
  },
  care: {
    title: 'Services de soins en difficulté',
    none: 'Aucun service de soins signalé en difficulté.',
  },
  empty: {
    title: 'Rien d’ouvert dans la région',
    text: 'Dès qu’une structure déclare un incident, elle apparaît ici et sur la carte, en direct.',
  },
};
