export const onBehalfFr = {
  title: 'Déclarer au nom d’une structure',
  lead: 'Saisissez pendant que l’on vous parle. Rien n’est perdu si vous êtes interrompu ; la structure sera prévenue par ses contacts extérieurs.',
  leadMail:
    'Le texte du courriel est repris ci-dessous. La structure n’est que probable : confirmez-la avant d’enregistrer.',
  who: 'Qui appelle',
  facility: 'Structure',
  facilityHint: 'Nom, commune ou numéro FINESS',
  facilityNone: 'Aucune structure ne correspond.',
  facilityNeeded: 'Choisissez la structure qui appelle.',
  caller: 'Nom et fonction de la personne au téléphone',
  callerNeeded: 'Indiquez qui vous parle.',
  callBack: 'Numéro où la rappeler',
  contacts: 'Contacts extérieurs connus : ils recevront un courriel disant que cette déclaration a été enregistrée.',
  noContacts: 'Aucun contact extérieur n’est connu : la structure ne pourra pas être prévenue par courriel.',
  more: 'La personne en sait plus : tout décrire',
  send: 'Enregistrer la déclaration',
  received: 'Déclaration {{reference}} enregistrée',
};
