export const nowFr = {
  title: 'Maintenant',
  lead: 'Ce qui attend quelqu’un à l’agence.',
  untaken: {
    title: 'À prendre en charge',
    titleOf: 'À prendre en charge ({{count, number}})',
    order: 'Les plus récentes d’abord.',
    taken: 'Prise en charge',
    none: 'Toutes les déclarations sont prises en charge',
    noneText: 'Une nouvelle déclaration apparaît ici dès qu’une structure l’envoie.',
    all: 'Ouvrir la file',
  },
  mine: {
    title: 'Mes incidents en cours',
    none: 'Aucun incident ne vous est confié.',
  },
  approve: {
    title: 'À valider',
    none: 'Aucune alerte n’attend de validation.',
    own: 'Vous l’avez écrite : une autre personne doit la valider.',
  },
  answers: {
    title: 'Réponses attendues',
    none: 'Toutes les structures ont répondu aux alertes envoyées.',
    noneSent: 'Aucune alerte envoyée pour l’instant.',
    progress: 'Réponses : {{answered, number}} sur {{total, number}}',
    due: 'Réponse attendue avant :',
    late: 'En retard',
  },
};
