/**
 * A refusal is an answer, not a fault: a stable code, an HTTP status and a sentence that says what happened, whether the
 * person's data is safe, and what to do. `{name}` is filled from the refusal's parameters.
 */
export const refusals = {
  'invalid-request': {
    status: 400,
    fr: 'La demande est incomplète ou contient une valeur non reconnue. Rien n’a été enregistré. Corrigez les champs signalés puis renvoyez.',
    en: 'The request is incomplete or holds a value that is not recognised. Nothing was recorded. Correct the fields shown, then send again.',
  },
  'idempotency-key-missing': {
    status: 400,
    fr: 'L’en-tête Idempotency-Key manque. Rien n’a été enregistré. Ajoutez une clé unique par action puis renvoyez.',
    en: 'The Idempotency-Key header is missing. Nothing was recorded. Add one unique key per action, then send again.',
  },
  'not-signed-in': {
    status: 401,
    fr: 'Votre session a expiré ou n’est pas ouverte. Ce que vous avez saisi reste sur cet appareil. Reconnectez-vous.',
    en: 'Your session has expired or is not open. What you typed stays on this device. Sign in again.',
  },
  'sign-in-refused': {
    status: 401,
    fr: 'Adresse ou mot de passe incorrect. Vérifiez les deux, puis réessayez.',
    en: 'Wrong address or password. Check both, then try again.',
  },
  'csrf-refused': {
    status: 403,
    fr: 'La demande ne vient pas d’une page ouverte par vous. Rien n’a été enregistré. Rechargez la page puis réessayez : votre saisie est conservée.',
    en: 'The request does not come from a page that you opened. Nothing was recorded. Reload the page and try again: what you typed is kept.',
  },
  'token-refused': {
    status: 401,
    fr: 'L’identité transmise n’est pas valable. Rien n’a été enregistré. Reconnectez-vous.',
    en: 'The identity presented is not valid. Nothing was recorded. Sign in again.',
  },
  'machine-key-refused': {
    status: 401,
    fr: 'Cette clé de machine n’est pas acceptée : elle manque, elle est inconnue, expirée ou révoquée. Rien n’a été enregistré. Demandez une nouvelle clé au gestionnaire de votre structure ; en urgence, appelez l’agence.',
    en: 'This machine key is not accepted: it is missing, unknown, expired or revoked. Nothing was recorded. Ask the manager of your facility for a new key; if urgent, telephone the agency.',
  },
  forbidden: {
    status: 403,
    fr: 'Votre rôle ne permet pas cette action. Rien n’a été modifié. Adressez-vous à l’administrateur de votre structure ou de l’agence.',
    en: 'Your role does not allow this action. Nothing was changed. Ask the administrator of your facility or of the agency.',
  },
  'not-found': {
    status: 404,
    fr: 'Cet élément n’existe pas ou ne vous est pas accessible. Vérifiez l’adresse ou revenez à la liste.',
    en: 'This item does not exist or is not accessible to you. Check the address or go back to the list.',
  },
  'idempotency-key-reused': {
    status: 409,
    fr: 'Cette clé a déjà servi pour une autre demande. La première demande est conservée, celle-ci n’a pas été enregistrée. Utilisez une nouvelle clé.',
    en: 'This key was already used for another request. The first one is kept, this one was not recorded. Use a new key.',
  },
  'external-id-reused': {
    status: 409,
    fr: 'Cet identifiant externe (externalId) a déjà servi pour une autre déclaration de cette clé. La première est conservée, celle-ci n’a pas été enregistrée. Utilisez un nouvel identifiant.',
    en: 'This external id (externalId) was already used for another declaration of this key. The first one is kept, this one was not recorded. Use a new id.',
  },
  'contact-not-outside': {
    status: 422,
    fr: 'Ce contact n’est pas joignable hors de la structure. La clé n’a pas été créée. Choisissez un contact qui l’est, ou ajoutez-en un.',
    en: 'This contact cannot be reached outside the facility. The key was not created. Choose a contact that can, or add one.',
  },
  'webhook-address-refused': {
    status: 422,
    fr: 'Vigie n’envoie rien à cette adresse. Rien n’a été enregistré, votre saisie est conservée. Donnez une adresse publique en https, sans mot de passe, sur un port ordinaire ; si votre outil n’est joignable qu’à l’intérieur, demandez à l’agence de l’autoriser.',
    en: 'Vigie sends nothing to this address. Nothing was recorded, what you typed is kept. Give a public https address, without a password, on a usual port; if your tool can only be reached inside, ask the agency to allow it.',
  },
  'webhook-too-many': {
    status: 409,
    fr: 'Il y a déjà {most} abonnements. Le nouveau n’a pas été créé. Supprimez-en un qui ne sert plus.',
    en: 'There are {most} webhooks already. The new one was not created. Remove one that is no longer used.',
  },
  'state-conflict': {
    status: 409,
    fr: 'L’état a changé entre-temps (état actuel : {state}) : cette action n’est plus possible. Rien n’a été modifié. Rechargez la fiche.',
    en: 'The state has changed in the meantime (now: {state}): this action is no longer possible. Nothing was changed. Reload the record.',
  },
  'entry-changed': {
    status: 409,
    fr: 'Cette entrée a été modifiée entre-temps, depuis un autre écran. Rien n’a été remplacé, votre texte est conservé. Relisez la dernière version, puis recommencez.',
    en: 'This entry was changed in the meantime, from another screen. Nothing was replaced, your text is kept. Read the last version, then try again.',
  },
  'not-the-author': {
    status: 403,
    fr: 'Seule la personne qui a écrit cette entrée peut la modifier. Rien n’a été changé. Écrivez plutôt une nouvelle entrée.',
    en: 'Only the person who wrote this entry may change it. Nothing was changed. Write a new entry instead.',
  },
  'already-exists': {
    status: 409,
    fr: 'Un élément portant cet identifiant existe déjà. Il n’a pas été modifié. Rechargez la page.',
    en: 'An item with this identifier exists already. It was not changed. Reload the page.',
  },
  'task-changed': {
    status: 409,
    fr: 'Cette tâche a été modifiée entre-temps (version {version} désormais). Rien n’a été enregistré, votre saisie est conservée. Relisez-la puis recommencez.',
    en: 'This task has been changed in the meantime (now version {version}). Nothing was recorded, what you typed is kept. Read it again, then try again.',
  },
  'task-cycle': {
    status: 422,
    fr: 'Ces tâches s’attendraient l’une l’autre : aucune ne pourrait commencer. Rien n’a été enregistré, votre saisie est conservée. Retirez une des tâches à faire avant.',
    en: 'These tasks would wait for each other: none could begin. Nothing was recorded, what you typed is kept. Remove one of the tasks to be done first.',
  },
  'task-before-unknown': {
    status: 422,
    fr: 'Une des tâches à faire avant n’appartient pas à cet incident, ou n’est pas visible de la structure. Rien n’a été enregistré, votre saisie est conservée. Choisissez-en une autre.',
    en: 'One of the tasks to be done first is not of this incident, or is not visible to the facility. Nothing was recorded, what you typed is kept. Choose another one.',
  },
  'playbook-changed': {
    status: 409,
    fr: 'Cette fiche réflexe a été adaptée entre-temps (version {version} désormais). Votre version n’a pas été enregistrée, votre saisie est conservée. Relisez la nouvelle version, puis reprenez vos changements.',
    en: 'This playbook has been adapted in the meantime (now version {version}). Your version was not recorded, what you typed is kept. Read the new version, then make your changes again.',
  },
  'already-linked': {
    status: 409,
    fr: 'Une de ces déclarations est déjà rattachée à un incident régional. Rien n’a été modifié. Détachez-la d’abord.',
    en: 'One of these declarations is linked to a regional incident already. Nothing was changed. Unlink it first.',
  },
  'incidents-open': {
    status: 409,
    fr: 'Des déclarations rattachées sont encore en cours ({count}). L’incident régional n’a pas été clos, votre motif est conservé. Résolvez ces déclarations ou détachez-les, puis recommencez.',
    en: 'Some linked declarations are still open ({count}). The regional incident was not closed, your reason is kept. Resolve these declarations or unlink them, then try again.',
  },
  'author-cannot-approve': {
    status: 403,
    fr: 'L’auteur d’une alerte ne peut pas la valider. L’alerte reste en attente. Une seconde personne doit la valider.',
    en: 'The author of an advisory cannot approve it. The advisory stays pending. A second person has to approve it.',
  },
  'advisory-changed': {
    status: 409,
    fr: 'L’alerte a été modifiée depuis que vous l’avez lue (version {version} désormais). Rien n’a été envoyé. Relisez-la puis validez.',
    en: 'The advisory has been changed since you read it (now version {version}). Nothing was sent. Read it again, then approve.',
  },
  'audience-empty': {
    status: 422,
    fr: 'Aucune structure ne correspond aux destinataires choisis. L’alerte est conservée en brouillon. Élargissez les destinataires.',
    en: 'No facility matches the chosen audience. The advisory is kept as a draft. Widen the audience.',
  },
  'audience-changed': {
    status: 409,
    fr: 'La liste des destinataires a changé depuis que vous l’avez vue ({count} structures désormais). Rien n’a été envoyé. Relisez la liste puis validez.',
    en: 'The list of recipients has changed since you saw it (now {count} facilities). Nothing was sent. Read the list again, then approve.',
  },
  'aware-in-future': {
    status: 422,
    fr: 'L’heure de connaissance ne peut pas être dans le futur. Rien n’a été envoyé, votre saisie est conservée. Corrigez la date ou l’heure.',
    en: 'The time you became aware cannot be in the future. Nothing was sent, what you typed is kept. Correct the date or the time.',
  },
  'aware-before-start': {
    status: 422,
    fr: 'Vous ne pouvez pas avoir connaissance de l’incident avant son début. Rien n’a été envoyé, votre saisie est conservée. Corrigez les deux heures.',
    en: 'You cannot have become aware of the incident before it began. Nothing was sent, what you typed is kept. Correct the two times.',
  },
  'told-in-future': {
    status: 422,
    fr: 'Une autorité ne peut pas avoir été informée dans le futur. Rien n’a été enregistré, votre saisie est conservée. Corrigez la date ou l’heure.',
    en: 'An authority cannot have been told in the future. Nothing was recorded, what you typed is kept. Correct the date or the time.',
  },
  'told-before-aware': {
    status: 422,
    fr: 'Une autorité ne peut pas avoir été informée avant que la structure ait eu connaissance de l’incident. Rien n’a été enregistré, votre saisie est conservée. Corrigez cette heure, ou d’abord l’heure de connaissance.',
    en: 'An authority cannot have been told before the facility became aware of the incident. Nothing was recorded, what you typed is kept. Correct this time, or first the time of becoming aware.',
  },
  'stage-unknown': {
    status: 422,
    fr: 'Une des étapes choisies n’existe pas pour cet incident. Rien n’a été enregistré, votre saisie est conservée. Rechargez la page et choisissez une étape de la liste.',
    en: 'One of the chosen stages does not exist for this incident. Nothing was recorded, what you typed is kept. Reload the page and choose a stage from the list.',
  },
  'asked-in-future': {
    status: 422,
    fr: 'Une autorité ne peut pas avoir demandé un rapport dans le futur. Rien n’a été enregistré, votre saisie est conservée. Corrigez la date ou l’heure de la demande.',
    en: 'An authority cannot have asked for a report in the future. Nothing was recorded, what you typed is kept. Correct the date or the time of the request.',
  },
  'asked-before-aware': {
    status: 422,
    fr: 'Une autorité ne peut pas avoir demandé un rapport avant que la structure ait eu connaissance de l’incident. Rien n’a été enregistré, votre saisie est conservée. Corrigez cette heure, ou d’abord l’heure de connaissance.',
    en: 'An authority cannot have asked for a report before the facility became aware of the incident. Nothing was recorded, what you typed is kept. Correct this time, or first the time of becoming aware.',
  },
  'due-before-asked': {
    status: 422,
    fr: 'Un rapport ne peut pas être attendu avant d’avoir été demandé. Rien n’a été enregistré, votre saisie est conservée. Corrigez l’échéance ou l’heure de la demande.',
    en: 'A report cannot be due before it was asked for. Nothing was recorded, what you typed is kept. Correct the due time or the time of the request.',
  },
  'stage-not-on-request': {
    status: 422,
    fr: 'Cette étape a déjà une échéance fixée par la règle, elle n’attend aucune demande. Rien n’a été enregistré, votre saisie est conservée. Choisissez une étape qui n’est due que sur demande.',
    en: 'The rule itself sets when this stage is due, it waits for no request. Nothing was recorded, what you typed is kept. Choose a stage that is due only on request.',
  },
  'ended-impossible': {
    status: 422,
    fr: 'La fin de l’incident ne peut être ni dans le futur, ni avant son début. Rien n’a été envoyé, votre saisie est conservée. Corrigez la date ou l’heure de fin.',
    en: 'The end of the incident can be neither in the future nor before it began. Nothing was sent, what you typed is kept. Correct the date or time of the end.',
  },
  'answers-changed': {
    status: 409,
    fr: 'Quelqu’un a complété cette déclaration entre-temps (version {number} désormais). Rien n’a été écrasé, votre saisie est conservée. Relisez la dernière version puis renvoyez.',
    en: 'Somebody has completed this declaration in the meantime (now version {number}). Nothing was overwritten, what you typed is kept. Read the latest version, then send again.',
  },
  'paper-unreadable': {
    status: 422,
    fr: 'Ce code n’est pas celui d’un formulaire, ou il a été mal lu. Rien n’a été enregistré. Photographiez-le à nouveau, à plat et bien éclairé ; s’il est abîmé, déclarez sans lui : son contenu se saisit de la même façon.',
    en: 'This code is not that of a form, or was read badly. Nothing was recorded. Scan it again, flat and well lit; if it is damaged, declare without it: what stands on the sheet is typed the same way.',
  },
  'paper-other-region': {
    status: 422,
    fr: 'Ce formulaire vient d’une autre région ({region}). Rien n’a été enregistré. Remettez-le à l’agence qui l’a imprimé, ou déclarez ici sans lui.',
    en: 'This form comes from another region ({region}). Nothing was recorded. Give it to the agency that printed it, or declare here without it.',
  },
  'paper-forged': {
    status: 422,
    fr: 'Ce formulaire n’a pas été imprimé par cette agence, ou son code a été modifié. Rien n’a été enregistré. Appelez l’agence, et déclarez sans lui.',
    en: 'This form was not printed by this agency, or its code was changed. Nothing was recorded. Telephone the agency, and declare without it.',
  },
  'paper-unknown': {
    status: 422,
    fr: 'Ce formulaire est authentique, mais son numéro ({number}) n’est pas dans nos registres. Rien n’a été enregistré. Déclarez sans lui et signalez ce numéro à l’agence.',
    en: 'This form is genuine, but its number ({number}) is not in our records. Nothing was recorded. Declare without it, and tell the agency this number.',
  },
  'paper-used': {
    status: 409,
    fr: 'Ce formulaire a déjà servi : sa déclaration est enregistrée sous la référence {reference}. Rien de plus n’a été enregistré, votre saisie est conservée. Complétez cette déclaration, ou prenez un formulaire vierge.',
    en: 'This form was used already: its declaration is recorded as {reference}. Nothing more was recorded, what you typed is kept. Complete that declaration, or take a blank form.',
  },
  'paper-mismatch': {
    status: 422,
    fr: 'Ce formulaire appartient à une autre déclaration ou à une autre structure. Rien n’a été enregistré, votre saisie est conservée. Rouvrez le code du formulaire que vous saisissez.',
    en: 'This form belongs to another declaration or another facility. Nothing was recorded, what you typed is kept. Open again the code of the form that you are typing.',
  },
  'mail-handled': {
    status: 409,
    fr: 'Ce courriel a déjà été traité par quelqu’un d’autre. Rien n’a été enregistré, votre saisie est conservée. Rouvrez le courriel pour voir la suite donnée.',
    en: 'Somebody else has handled this mail already. Nothing was recorded, what you typed is kept. Open the mail again to see what became of it.',
  },
  'call-taken-over': {
    status: 409,
    fr: 'Un collègue a repris cet appel. Rien n’est perdu : ce qui était gardé à l’agence est chez lui, et votre saisie reste sur cet appareil. Dites-lui ce qui manque, ou reprenez l’appel.',
    en: 'A colleague has taken this call over. Nothing is lost: what was kept at the agency is with them, and what you typed stays on this device. Tell them what is missing, or take the call over.',
  },
  'call-kept-elsewhere': {
    status: 409,
    fr: 'Cet appel a été modifié depuis un autre écran. Rien n’a été remplacé, votre saisie est conservée. Rouvrez l’appel pour voir la dernière version.',
    en: 'This call was changed from another screen. Nothing was replaced, what you typed is kept. Open the call again to see its last version.',
  },
  'call-ended': {
    status: 409,
    fr: 'Cet appel est déjà terminé : enregistré ou abandonné. Rien n’a été changé, votre saisie est conservée. Cherchez la déclaration dans la liste, ou commencez un nouvel appel.',
    en: 'This call has ended already: recorded or discarded. Nothing was changed, what you typed is kept. Look for the declaration in the list, or begin a new call.',
  },
  'relay-damaged': {
    status: 422,
    fr: 'Ce QR code est illisible, altéré, ou n’est pas une déclaration. Rien n’a été transmis ; la déclaration reste sur l’appareil qui l’affiche. Scannez à nouveau chaque QR code, en entier.',
    en: 'This QR code cannot be read, was altered, or is not a declaration. Nothing was passed on; the declaration stays on the device that shows it. Scan every QR code again, whole.',
  },
  'relay-incomplete': {
    status: 422,
    fr: 'Il manque {missing} QR code(s) sur {count}. Rien n’a été transmis ; la déclaration reste sur l’appareil qui les affiche. Scannez ceux qui manquent.',
    en: '{missing} of {count} QR codes are missing. Nothing was passed on; the declaration stays on the device that shows them. Scan those that are missing.',
  },
  'relay-other-region': {
    status: 422,
    fr: 'Ce QR code a été préparé pour une autre région, ou avec une clé que la vôtre n’utilise plus. Rien n’a été transmis ; la déclaration reste sur l’appareil qui l’affiche. Téléphonez à l’agence dont dépend son auteur.',
    en: 'This QR code was made for another region, or with a key that yours no longer uses. Nothing was passed on; the declaration stays on the device that shows it. Telephone the agency of its author.',
  },
  'relay-device-refused': {
    status: 403,
    fr: 'L’appareil qui a signé ce QR code n’est pas reconnu : jamais enregistré, retiré, ou inutilisé depuis trop longtemps. Rien n’a été transmis ; la déclaration reste sur cet appareil. Téléphonez à l’agence.',
    en: 'The device that signed this QR code is not recognised: never enrolled, removed, or unused for too long. Nothing was passed on; the declaration stays on that device. Telephone the agency.',
  },
  'relay-forged': {
    status: 403,
    fr: 'La signature de ce QR code n’est pas celle de l’appareil qu’il nomme. Rien n’a été transmis. Demandez à son auteur d’afficher un nouveau QR code ; si cela se répète, téléphonez à l’agence.',
    en: 'The signature of this QR code is not that of the device it names. Nothing was passed on. Ask its author to show a new QR code; if it happens again, telephone the agency.',
  },
  'relay-not-entitled': {
    status: 403,
    fr: 'L’auteur de ce QR code ne peut pas, ou plus, déclarer pour cette structure. Rien n’a été transmis ; la déclaration reste sur son appareil. Téléphonez à l’agence.',
    en: 'The author of this QR code may not, or no longer, declare for this facility. Nothing was passed on; the declaration stays on that device. Telephone the agency.',
  },
  'relay-too-old': {
    status: 422,
    fr: 'Ce QR code a plus de {days} jours : il ne dit plus ce qui se passe aujourd’hui. Rien n’a été transmis ; la déclaration reste sur l’appareil de son auteur, qui peut afficher un nouveau QR code.',
    en: 'This QR code is more than {days} days old: it no longer says what is happening today. Nothing was passed on; the declaration stays on its author’s device, which can show a new QR code.',
  },
  'relay-unfit': {
    status: 422,
    fr: 'La déclaration de ce QR code ne peut pas être enregistrée telle quelle (heure impossible ou contenu non reconnu). Rien n’a été transmis ; elle reste sur l’appareil de son auteur, qui doit la corriger puis afficher un nouveau QR code.',
    en: 'The declaration in this QR code cannot be recorded as it is (an impossible time, or content that is not recognised). Nothing was passed on; it stays on its author’s device, to be corrected and shown as a new QR code.',
  },
  'device-revoked': {
    status: 409,
    fr: 'Cet appareil a été retiré : il ne peut plus signer de déclaration. Rien n’a été modifié. Reconnectez-vous sur cet appareil pour l’enregistrer à nouveau.',
    en: 'This device was removed: it can no longer sign declarations. Nothing was changed. Sign in on this device again to enrol it anew.',
  },
  'care-changed': {
    status: 409,
    fr: 'Quelqu’un a dit autre chose de ce service entre-temps. Rien n’a été remplacé, votre saisie est conservée. Relisez l’état actuel, puis renvoyez.',
    en: 'Somebody has said something else of this service in the meantime. Nothing was replaced, what you typed is kept. Read its present state, then send again.',
  },
  'care-since-in-future': {
    status: 422,
    fr: 'Un service ne peut pas être dans cet état depuis une heure à venir. Rien n’a été enregistré, votre saisie est conservée. Corrigez la date ou l’heure.',
    en: 'A service cannot have been in this state since a time to come. Nothing was recorded, what you typed is kept. Correct the date or the time.',
  },
  'samu-link-refused': {
    status: 404,
    fr: 'Ce lien n’est pas ou n’est plus valable. Aucune donnée n’est perdue. Demandez un nouveau lien à l’agence de santé ; en urgence, appelez-la.',
    en: 'This link is not valid, or no longer is. No data is lost. Ask the health agency for a new link; if urgent, telephone it.',
  },
  'rsit-mismatch': {
    status: 422,
    fr: 'Ce type n’appartient pas à la classe choisie dans la taxonomie RSIT. Rien n’a été modifié. Choisissez un type de la liste.',
    en: 'This type does not belong to the chosen RSIT class. Nothing was changed. Choose a type from the list.',
  },
  'note-required': {
    status: 422,
    fr: 'Une note est nécessaire pour cette réponse (ce qui a été fait, ou pourquoi vous n’êtes pas concernés). Rien n’a été envoyé. Ajoutez-la.',
    en: 'A note is needed for this answer (what was done, or why you are not concerned). Nothing was sent. Add it.',
  },
  'file-not-text': {
    status: 422,
    fr: 'Ce fichier n’est pas un tableau au format CSV (contenu binaire). Rien n’a été importé. Dans Excel : Enregistrer sous, « CSV (séparateur : point-virgule) ».',
    en: 'This file is not a CSV table (binary content). Nothing was imported. In Excel: Save as, “CSV (semicolon delimited)”.',
  },
  'file-invalid': {
    status: 422,
    fr: 'Le fichier contient {count} ligne(s) en erreur, listées (au plus 5 000 anomalies). Rien n’a été importé. Corrigez-les puis téléversez à nouveau.',
    en: 'The file holds {count} faulty line(s), listed (5,000 faults at most). Nothing was imported. Correct them, then upload again.',
  },
  'mapping-incomplete': {
    status: 422,
    fr: 'Indiquez au moins les colonnes du fournisseur et du produit. Rien n’a été importé.',
    en: 'Choose at least the vendor and product columns. Nothing was imported.',
  },
  'csaf-invalid': {
    status: 422,
    fr: 'Ce document n’est pas un avis CSAF 2.0 valable ({count} erreur(s), listées). Rien n’a été importé. Demandez à l’éditeur un document corrigé.',
    en: 'This document is not a valid CSAF 2.0 advisory ({count} error(s), listed). Nothing was imported. Ask its publisher for a corrected one.',
  },
  'upload-incomplete': {
    status: 409,
    fr: 'Le téléversement n’est pas complet. Rien n’a été importé. Recommencez le téléversement.',
    en: 'The upload is not complete. Nothing was imported. Upload again.',
  },
  'too-large': {
    status: 413,
    fr: 'Le contenu dépasse la taille acceptée. Rien n’a été enregistré. Réduisez-le puis renvoyez.',
    en: 'The content is larger than accepted. Nothing was recorded. Make it smaller, then send again.',
  },
  'unsupported-media': {
    status: 415,
    fr: 'Ce format de contenu n’est pas accepté ici. Rien n’a été enregistré.',
    en: 'This content type is not accepted here. Nothing was recorded.',
  },
  'too-many-requests': {
    status: 429,
    fr: 'Trop de demandes en peu de temps. Rien n’a été enregistré, votre saisie est conservée. Réessayez dans {seconds} s.',
    en: 'Too many requests in a short time. Nothing was recorded, what you typed is kept. Try again in {seconds} s.',
  },
  'report-changed': {
    status: 409,
    fr: 'Ce compte rendu a été modifié depuis que vous l’avez lu (version {version} désormais). Rien n’a été remplacé, votre saisie est conservée. Relisez-le, puis renvoyez.',
    en: 'This report has been changed since you read it (now version {version}). Nothing was replaced, what you typed is kept. Read it again, then send again.',
  },
  'report-tlp-too-open': {
    status: 422,
    fr: 'Ce dont parle ce compte rendu est marqué TLP:{tlp} : il ne peut pas être moins strict. Rien n’a été enregistré. Choisissez un marquage au moins aussi strict.',
    en: 'What this report is about is marked TLP:{tlp}: it cannot be less strict. Nothing was recorded. Choose a marking that is at least as strict.',
  },
  'report-tlp-below-replaced': {
    status: 422,
    fr: 'Le compte rendu que celui-ci remplace est marqué TLP:{tlp}, et ses textes sont repris ici\u00a0: il ne peut pas être moins strict. Rien n’a été enregistré. Choisissez un marquage au moins aussi strict.',
    en: 'The report that this one replaces is marked TLP:{tlp}, and its texts are taken over here: it cannot be less strict. Nothing was recorded. Choose a marking that is at least as strict.',
  },
  'report-replaced': {
    status: 409,
    fr: 'Un autre compte rendu remplace déjà le {number}. Rien n’a été diffusé, ce brouillon est conservé. Reportez ses textes dans un nouveau compte rendu qui remplace le plus récent, puis retirez ce brouillon.',
    en: 'Another report has replaced {number} already. Nothing was issued, this draft is kept. Take its texts into a new report that replaces the newest one, then withdraw this draft.',
  },
  'report-template-changed': {
    status: 409,
    fr: 'Ce modèle a été modifié depuis que vous l’avez lu (version {version} désormais). Rien n’a été enregistré, votre saisie est conservée. Relisez-le, puis recommencez.',
    en: 'This template has been changed since you read it (now version {version}). Nothing was recorded, what you typed is kept. Read it again, then start over.',
  },
  'indicators-unreadable': {
    status: 422,
    fr: 'Ce fichier ne se lit pas comme un événement MISP ou un lot STIX 2.1. Rien n’a été enregistré, le fichier n’a pas été modifié. Corrigez l’endroit signalé ou exportez-le à nouveau, en JSON.',
    en: 'This file cannot be read as a MISP event or a STIX 2.1 bundle. Nothing was recorded, the file was not changed. Correct the place shown, or export it again, as JSON.',
  },
  'indicator-of-other-side': {
    status: 403,
    fr: 'Cet indicateur a été ajouté par l’agence : elle seule peut le retirer ou le rétablir. Rien n’a été modifié. Écrivez-lui dans le journal.',
    en: 'This indicator was added by the agency: it alone can take it back or restore it. Nothing was changed. Write to the agency in the journal.',
  },
  'indicator-changed': {
    status: 409,
    fr: 'Cet indicateur a été modifié depuis que vous l’avez lu (version {version} désormais). Rien n’a été enregistré. Relisez la liste puis recommencez.',
    en: 'This indicator has been changed since you read it (now version {version}). Nothing was recorded. Read the list again, then start over.',
  },
  'attachment-offset': {
    status: 409,
    fr: 'Le serveur détient {offset} octets de ce fichier : l’envoi doit reprendre là. Rien n’est perdu. Reprenez à cet endroit ; si le fichier n’est plus le même, choisissez à nouveau celui d’origine.',
    en: 'The server holds {offset} bytes of this file: sending must go on from there. Nothing is lost. Continue at that place; if the file is no longer the same, choose the original one again.',
  },
  'attachment-busy': {
    status: 503,
    fr: 'Ce fichier est déjà en cours d’envoi par ailleurs. Ce qui est arrivé est conservé. Réessayez dans {seconds} s.',
    en: 'This file is being sent from elsewhere. What has arrived is kept. Try again in {seconds} s.',
  },
  'attachment-incomplete': {
    status: 409,
    fr: 'Le fichier n’est pas arrivé en entier : {offset} octets sur {size}. Ce qui est arrivé est conservé. Reprenez l’envoi.',
    en: 'The file has not arrived whole: {offset} bytes of {size}. What has arrived is kept. Go on sending.',
  },
  'attachment-waiting': {
    status: 409,
    fr: 'Cette pièce est arrivée par courriel et rejoint encore le stockage des pièces jointes. Rien n’est perdu. Réessayez dans un instant ; si cela dure, prévenez qui exploite la plateforme.',
    en: 'This file came by mail and is still on its way to the storage for attachments. Nothing is lost. Try again in a moment; if it lasts, tell who runs the platform.',
  },
  'attachment-unscanned': {
    status: 409,
    fr: 'L’antivirus n’a pas encore examiné ce fichier : il vous sera remis dès qu’il l’aura reconnu comme sain. Il est conservé. Réessayez dans quelques minutes ; en urgence, demandez-le à l’agence dans le journal.',
    en: 'The virus scanner has not looked at this file yet: it will be given to you as soon as it is found clean. It is kept. Try again in some minutes; if urgent, ask the agency for it in the journal.',
  },
  'attachment-not-clean': {
    status: 403,
    fr: 'Ce fichier n’a pas été reconnu comme sain par l’antivirus : seule l’agence peut le récupérer. Il est conservé. Si vous en avez besoin, écrivez-lui dans le journal.',
    en: 'The virus scanner has not found this file clean: only the agency can fetch it. It is kept. If you need it, write to the agency in the journal.',
  },
  'attachment-reason-needed': {
    status: 422,
    fr: 'Ce fichier n’a pas été reconnu comme sain par l’antivirus. Dites pourquoi vous le récupérez : la raison figurera dans la chaîne de conservation.',
    en: 'The virus scanner has not found this file clean. Say why you fetch it: the reason will stand in the chain of custody.',
  },
  'attachment-sealed': {
    status: 409,
    fr: 'Cette pièce est scellée comme preuve : elle ne peut pas être détruite. Rien n’a été modifié.',
    en: 'This file is sealed as evidence: it cannot be destroyed. Nothing was changed.',
  },
  'attachment-destroyed': {
    status: 410,
    fr: 'Le contenu de cette pièce a été détruit. Sa fiche et sa chaîne de conservation restent lisibles.',
    en: 'The content of this file was destroyed. Its record and its chain of custody can still be read.',
  },
  'attachment-damaged': {
    status: 409,
    fr: 'Le fichier conservé ne peut plus être lu tel qu’il a été reçu : il n’est pas remis. Sa fiche est intacte. Prévenez qui exploite la plateforme : il se restaure depuis une sauvegarde.',
    en: 'The stored file can no longer be read as it was received: it is not handed out. Its record is intact. Tell whoever runs the platform: it can be restored from a backup.',
  },
  'attachment-count': {
    status: 409,
    fr: 'Cet incident a déjà {count} pièces jointes, le nombre maximal. Rien n’a été enregistré. Regroupez des fichiers dans une archive, ou demandez à l’agence d’en détruire.',
    en: 'This incident has {count} attachments already, the greatest number. Nothing was recorded. Put files together in an archive, or ask the agency to destroy some.',
  },
  'attachment-room': {
    status: 409,
    fr: 'Les pièces jointes de cette structure occupent tout l’espace qui lui est réservé. Rien n’a été enregistré. Demandez à l’agence d’en augmenter la limite ou d’en détruire.',
    en: 'The attachments of this facility fill all the room that it has. Nothing was recorded. Ask the agency to raise the limit or to destroy some.',
  },
  'attachments-full': {
    status: 507,
    fr: 'L’espace de stockage des pièces jointes est plein. Ce qui était arrivé de ce fichier est conservé, ainsi que tout le reste. Prévenez l’agence, puis reprenez l’envoi.',
    en: 'The storage for attachments is full. What had arrived of this file is kept, and so is everything else. Tell the agency, then go on sending.',
  },
  unavailable: {
    status: 503,
    fr: 'La plateforme ne peut pas enregistrer pour le moment. Votre saisie est conservée sur cet appareil. Réessayez dans quelques secondes ; en urgence, appelez l’agence.',
    en: 'The platform cannot record right now. What you typed is kept on this device. Try again in a few seconds; if urgent, telephone the agency.',
  },
  fault: {
    status: 500,
    fr: 'Une erreur inattendue s’est produite ; elle est consignée. Votre saisie est conservée sur cet appareil. Réessayez ; si cela persiste, donnez ce numéro : {traceId}.',
    en: 'Something unexpected went wrong; it has been logged. What you typed is kept on this device. Try again; if it persists, quote this number: {traceId}.',
  },
} as const satisfies Record<string, { status: number; fr: string; en: string }>;

export type RefusalCode = keyof typeof refusals;

/** One place that is wrong: a path into the body, or a line and column of a file. */
export interface FaultPlace {
  path?: string;
  line?: number;
  column?: number;
  code: string;
  detail?: string;
}

export interface RefusalParams {
  [name: string]: string | number | FaultPlace[] | undefined;
  places?: FaultPlace[];
}

/** Thrown by a service to refuse: becomes `{ ok: false, refusal }` between services and a 4xx/503 at the gateway. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly params: RefusalParams = {},
  ) {
    super(code);
    this.name = 'Refusal';
  }

  get status(): number {
    return refusals[this.code].status;
  }
}

/** The sentence of a refusal in the reader's language, its parameters filled in. */
export function refusalSentence(code: RefusalCode, locale: 'fr' | 'en', params: RefusalParams = {}): string {
  return refusals[code][locale].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '?'));
}
