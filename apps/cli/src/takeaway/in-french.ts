/** What the archive says in English of its tables, and of what is not in it: in French, for LISEZ-MOI.txt. */
const WORDS: Readonly<Record<string, string>> = {
  // directory
  'territories and their time zones': 'les territoires et leurs fuseaux horaires',
  'communes, where facilities lie': 'les communes où se trouvent les structures',
  'who runs the facilities': 'qui gère les structures (entités juridiques)',
  facilities: 'les structures',
  'which laws apply to a facility': 'quelles lois s’appliquent à une structure',
  'people, without anything to sign in with': 'les personnes, sans rien qui permette de se connecter',
  'who works where, in which role, until when': 'qui travaille où, dans quel rôle, jusqu’à quand',
  'whom to call and write to': 'qui appeler et à qui écrire',
  'keys of tools: name, scopes and dates': 'les clés des outils\u00a0: nom, droits et dates',
  'roles of the people of the agency': 'les rôles des personnes de l’agence',
  'who did what in the directory': 'qui a fait quoi dans l’annuaire',
  'hashes of passwords are secret: passwords are set anew':
    'les empreintes des mots de passe sont secrètes\u00a0: chacun en choisit un nouveau',
  'factors of sign-in are secret: devices are enrolled anew':
    'les moyens de connexion sont secrets\u00a0: les appareils sont enrôlés à nouveau',
  'answers kept so that a repeated request is done once; worthless after a day':
    'des réponses gardées pour qu’une demande répétée ne soit faite qu’une fois\u00a0; sans valeur après un jour',
  'pieces of files that are being sent; what they became is in the archive':
    'des morceaux de fichiers en cours d’envoi\u00a0; ce qu’ils sont devenus est dans le dossier',

  // incident
  'regional incidents': 'les incidents régionaux',
  'the journals of regional incidents': 'les journaux des incidents régionaux',
  'incidents as they stand': 'les incidents, tels qu’ils sont',
  'each version of what was declared': 'chaque version de ce qui a été déclaré',
  'the journals': 'les journaux',
  'how far each person has read a journal': 'jusqu’où chacun a lu un journal',
  'severity, and what it was judged on': 'la gravité, et sur quoi elle a été jugée',
  'the legal deadlines, in all their versions': 'les délais légaux, dans toutes leurs versions',
  'with what the deadlines of an incident were worked out': 'ce qui a servi à calculer les délais d’un incident',
  'legal deadlines of each incident': 'les délais légaux de chaque incident',
  'reminders that were given': 'les rappels qui ont été faits',
  'what authorities were told': 'ce qui a été dit aux autorités',
  'reports that authorities asked for': 'les rapports que des autorités ont demandés',
  'playbooks, in all their versions': 'les fiches réflexes, dans toutes leurs versions',
  'which playbook was started where': 'quelle fiche réflexe a été lancée, et où',
  tasks: 'les tâches',
  'whose state of care is told': 'de qui l’état des soins est dit',
  'what was said of each care service': 'ce qui a été dit de chaque service de soins',
  'links for the ambulance service: whose and when, dead after an import':
    'les liens pour le SAMU\u00a0: de qui et de quand, sans effet après une reprise',
  'values that tell of an attack': 'les valeurs qui trahissent une attaque',
  'where such a value was seen': 'où une telle valeur a été vue',
  'numbered forms on paper, issued and used': 'les formulaires papier numérotés, émis et utilisés',
  'files on incidents: names, hashes, verdicts; the bytes are in files/':
    'les pièces jointes\u00a0: noms, empreintes, avis de l’antivirus\u00a0; leur contenu est dans files/',
  'who had which file, when and why': 'qui a eu quel fichier, quand et pourquoi',
  'likenesses that were set aside': 'les ressemblances qui ont été écartées',
  'of which legal entities facilities were told': 'de quelles entités juridiques les structures ont été averties',
  'templates of reports, in all their versions': 'les modèles de rapports, dans toutes leurs versions',
  'situation and after-action reports': 'les points de situation et les retours d’expérience',
  'published figures': 'les chiffres publiés',
  'calls that are being taken down': 'les appels en cours de saisie',
  'declarations that came by mail': 'les déclarations arrivées par courriel',
  'what was attached to them': 'ce qui y était joint',
  'the bytes of what was attached': 'le contenu de ce qui était joint',
  'who did what with incidents': 'qui a fait quoi sur les incidents',
  'the order in which numbers are given, another one in each instance':
    'l’ordre dans lequel les numéros sont donnés, propre à chaque instance',
  'words of the answers, made again on import': 'les mots des réponses, refaits à la reprise',
  'names of suppliers, made again on import': 'les noms de fournisseurs, refaits à la reprise',
  'words for the search, made again on import': 'les mots de la recherche, refaits à la reprise',
  'legal entities, as the directory tells them every hour':
    'les entités juridiques, telles que l’annuaire les donne chaque heure',
  'months that are counted, counted again': 'les mois comptés, qui le seront à nouveau',
  'which process reads the mailbox at this moment': 'quel processus lit la boîte aux lettres en ce moment',

  // asset-inventory
  'products by name, as inventories and advisories share them':
    'les produits par leur nom, communs aux inventaires et aux avis',
  'whose inventory, in which version': 'l’inventaire de qui, dans quelle version',
  'when an inventory was sent, and by whom': 'quand un inventaire a été envoyé, et par qui',
  'what facilities use': 'ce que les structures utilisent',
  'security advisories of vendors, with the document as it came':
    'les avis de sécurité des éditeurs, avec le document tel qu’il est arrivé',
  'who did what with inventories': 'qui a fait quoi sur les inventaires',

  // alerting
  'which version of an advisory was sent when': 'quelle version d’une alerte a été envoyée, et quand',
  'who was sent an advisory, and what they answered': 'à qui une alerte a été envoyée, et sa réponse',
  'every answer': 'chaque réponse',
  advisories: 'les alertes',
  'what an advisory says, in each language and version': 'ce que dit une alerte, dans chaque langue et version',
  'who wrote, submitted and approved an advisory': 'qui a écrit, soumis et approuvé une alerte',
  'the last number of an advisory': 'le dernier numéro d’une alerte',
  'why mails were sent': 'pourquoi des courriels ont été envoyés',
  'to whom mails were sent, and whether they left': 'à qui des courriels ont été envoyés, et s’ils sont partis',
  'for which incidents the analysts were called': 'pour quels incidents les analystes ont été appelés',
  'of which deadlines people were reminded': 'quels délais ont été rappelés',
  'who did what with advisories': 'qui a fait quoi sur les alertes',
  'tools know the old instance, and secrets do not leave: webhooks are set up anew':
    'les outils connaissent l’ancienne instance, et les secrets ne sortent pas\u00a0: les webhooks sont à remettre en place',
  'jobs that can be derived again from the rows of mails': 'des travaux que l’on retrouve à partir des courriels',

  // gateway
  'what people were shown as news': 'ce qui a été montré à chacun comme nouveauté',
  'where the news of each reader end': 'où s’arrêtent les nouveautés de chaque lecteur',
  'who signed in, and what was refused': 'qui s’est connecté, et ce qui a été refusé',
  'sessions are secret, and end with the instance': 'les sessions sont secrètes, et finissent avec l’instance',

  // what all share
  'events between services: they repeat for 30 days what the other tables say':
    'les événements entre services\u00a0: ils répètent pendant 30 jours ce que disent les autres tables',
  'the history of the schema: the manifest names it': 'l’historique du schéma\u00a0: le manifeste le nomme',

  // what the export itself says
  secret: 'secret',
  'of the agency: not shown to facilities': 'de l’agence\u00a0: non montré aux structures',
  'under way at this instant': 'en cours à cet instant',
  'still being sent at this instant': 'encore en cours d’envoi à cet instant',
};

const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/^the bytes of the file (.+)$/, 'le contenu du fichier $1'],
  [/^the store has lost them: (.+)$/, 'le stockage l’a perdu ($1)'],
  [/^(\d+) deliveries of events$/, '$1 remises d’événements'],
  [/^(\d+) files on incidents$/, '$1 pièces jointes'],
  [
    /^(\d+) incidents are too many for a document each: they are in tables\/$/,
    '$1 incidents sont trop pour un document chacun\u00a0: ils sont dans tables/',
  ],
];

/** @returns what it was given for names, and for what has no French yet */
export function inFrench(text: string): string {
  const known = WORDS[text];
  if (known !== undefined) return known;
  const phrase = PHRASES.find(([words]) => words.test(text));
  return phrase ? text.replace(phrase[0], phrase[1]) : text;
}
