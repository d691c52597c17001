export const signInFr = {
  title: 'Se connecter',
  lead: 'Déclarer un incident, suivre son traitement, recevoir les alertes de l’agence.',
  email: 'Adresse de courriel',
  password: 'Mot de passe',
  showPassword: 'Afficher ou masquer le mot de passe',
  submit: 'Se connecter',
  offline: 'Pas de réseau : la connexion sera possible dès son retour.',
  emergency: 'En urgence, ou si la connexion échoue : {{phone}}',
  needed: 'Remplissez ce champ.',
  language: 'English',
  again: {
    title: 'Votre session a expiré',
    text: 'Ce que vous avez saisi est toujours là. Reconnectez-vous pour continuer.',
  },
};
