export const nowFr = {
  title: 'Maintenant',
  lead: 'Ce qui attend quelqu’un, le plus urgent d’abord.',
  untaken: {
    title: 'À prendre en charge',
    none: 'Toutes les déclarations sont prises en charge',
    noneText: 'Une nouvelle déclaration apparaît ici dès qu’une structure l’envoie.',
    all: 'Ouvrir la file',
  },
  mine: {
    title: 'Mes incidents en cours',
    none: 'Vous n’avez aucun incident en charge.',
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
    progress: '{{answered, number}} réponses sur {{total, number}}',
    due: 'Réponse attendue',
    late: 'En retard',
  },
};
