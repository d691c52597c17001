import type { Locale } from '#libs/contracts';
import type { MailContent } from './mail.content.js';
import { subjectOf } from './mail.layout.js';
import { type Place, twoClocks } from './two-clocks.js';

/** That an endpoint was switched off: which, why and since when. Neither its address nor anything that was sent there. */
export interface WebhookMail {
  name: string;
  why: 'gone' | 'failing';
  failingSince: Date | null;
  place: Place;
  /** Where it is switched on again. */
  url: string;
}

const words = {
  fr: {
    about: (name: string) => `L’abonnement « ${name} » a été désactivé`,
    gone: 'L’outil qui recevait les messages de Vigie a répondu qu’il n’existe plus à cette adresse (réponse 410).',
    failing: (since: string) =>
      `Aucun message de Vigie n’est arrivé à votre outil depuis le ${since}, malgré de nombreuses tentatives.`,
    lost: 'Vigie ne lui envoie plus rien. Rien n’est perdu dans Vigie : les messages manqués sont gardés, et vous pourrez les renvoyer.',
    todo: 'Vérifiez l’outil et son adresse, réactivez l’abonnement, puis renvoyez les messages manqués :',
    small: 'Ce courriel est envoyé automatiquement. N’y répondez pas : votre réponse ne serait lue par personne.',
  },
  en: {
    about: (name: string) => `The webhook “${name}” was switched off`,
    gone: 'The tool that received Vigie’s messages answered that it no longer exists at this address (answer 410).',
    failing: (since: string) =>
      `No message from Vigie has reached your tool since ${since}, in spite of many attempts.`,
    lost: 'Vigie sends it nothing more. Nothing is lost in Vigie: the messages that were missed are kept, and you can send them again.',
    todo: 'Check the tool and its address, switch the webhook on again, then send again what was missed:',
    small: 'This mail is sent automatically. Do not reply: nobody would read your answer.',
  },
} as const;

export function webhookMail({ name, why, failingSince, place, url }: WebhookMail, locale: Locale): MailContent {
  const say = words[locale];
  const reason = why === 'gone' || !failingSince ? say.gone : say.failing(twoClocks(failingSince, place, locale));
  return {
    locale,
    kind: 'real',
    tlp: null,
    subject: subjectOf({ tlp: null, exercise: false, locale, about: say.about(name) }),
    blocks: [
      { type: 'line', text: reason },
      { type: 'line', text: say.lost },
      { type: 'link', label: say.todo, url },
      { type: 'small', text: say.small },
    ],
  };
}
