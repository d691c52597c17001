export const devicesFr = {
  title: 'Mes appareils',
  lead: 'Sans réseau, ces appareils peuvent signer une déclaration que quelqu’un d’autre relaie. Retirez ceux que vous n’avez plus.',
  list: 'Appareils enregistrés',
  own: 'Cet appareil',
  ownHelp: 'Il est retiré quand vous vous y déconnectez.',
  enrolled: 'Enregistré',
  expires: 'Valable jusqu’au',
  remove: 'Retirer',
  removeNamed: 'Retirer {{label}}',
  removeTitle: 'Retirer cet appareil ?',
  removeText: 'Les QR codes que {{label}} a signés et qui n’ont pas encore été relayés seront refusés.',
  none: {
    title: 'Aucun appareil',
    text: 'Un appareil est enregistré dès qu’une personne qui peut déclarer y ouvre Vigie avec du réseau.',
  },
};
