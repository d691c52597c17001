import type { Locale } from '#libs/contracts';
import type { MailBlock, MailContent } from '../mails/mail.content.js';
import { type Place, twoClocks } from '../mails/two-clocks.js';

/** That a mail came to the declarations box, for who sent it: nothing of what it says. */
export interface MailReceipt {
  receivedAt: Date;
  oversize: boolean;
  place: Place;
  phone: string | undefined;
  /** Where one declares. */
  declareUrl: string;
}

const words = {
  fr: {
    title: 'Votre courriel est arrivé : ce n’est pas encore une déclaration',
    received: (when: string) => `Nous avons reçu votre courriel : ${when}. Un analyste de l’agence va le lire.`,
    notYet: 'Il ne vaut pas encore déclaration d’incident, et aucun délai légal n’est réputé respecté par cet envoi.',
    oversize:
      'Il dépasse la taille que nous conservons : son texte est gardé, mais pas toutes ses pièces jointes. Gardez-les de votre côté, nous vous les demanderons au besoin.',
    now: (phone: string | undefined) =>
      phone
        ? `Si des patients sont en danger ou si l’attaque est en cours, n’attendez pas : appelez le ${phone}.`
        : 'Si des patients sont en danger ou si l’attaque est en cours, n’attendez pas : appelez l’agence.',
    declare: 'Pour déclarer vous-même, depuis n’importe quel téléphone :',
    once: 'Réponse automatique, envoyée une fois par heure au plus. N’envoyez jamais de mot de passe ni de données de patients par courriel.',
  },
  en: {
    title: 'Your mail has arrived: it is not a declaration yet',
    received: (when: string) => `We received your mail: ${when}. An analyst of the agency will read it.`,
    notYet: 'It does not count as an incident declaration yet, and meets no legal deadline.',
    oversize:
      'It is larger than what we keep: its text is kept, but not all of its attachments. Keep them on your side; we will ask for them if needed.',
    now: (phone: string | undefined) =>
      phone
        ? `If patients are in danger or the attack is under way, do not wait: call ${phone}.`
        : 'If patients are in danger or the attack is under way, do not wait: telephone the agency.',
    declare: 'To declare yourself, from any telephone:',
    once: 'Automatic answer, sent once an hour at most. Never send passwords or patient data by mail.',
  },
} as const;

/** French first, and English below: which language the sender reads is not known. */
export function mailReceipt(receipt: MailReceipt): MailContent {
  const { declareUrl } = receipt;
  return {
    locale: 'fr',
    kind: 'real',
    subject: `${words.fr.title} / ${words.en.title}`,
    tlp: null,
    blocks: [
      said(receipt, 'fr'),
      { type: 'link', label: words.fr.declare, url: declareUrl },
      said(receipt, 'en'),
      { type: 'link', label: words.en.declare, url: declareUrl },
      { type: 'small', text: `${words.fr.once}\n${words.en.once}` },
    ],
  };
}

function said({ receivedAt, oversize, place, phone }: MailReceipt, locale: Locale): MailBlock {
  const say = words[locale];
  const when = twoClocks(receivedAt, place, locale);
  const lines = [say.received(when), say.notYet, ...(oversize ? [say.oversize] : []), say.now(phone)];
  return { type: 'text', locale, title: say.title, body: lines.join('\n\n') };
}
