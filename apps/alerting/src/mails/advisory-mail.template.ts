import type { Kind, Locale, Tlp } from '#libs/contracts';
import type { MailBlock, MailContent } from './mail.content.js';
import { subjectOf } from './mail.layout.js';
import { type Place, twoClocks } from './two-clocks.js';

interface AdvisoryText {
  title: string;
  body: string;
}

/** An advisory as it goes to one facility. */
export interface AdvisoryMail {
  kind: Kind;
  tlp: Tlp;
  reference: string;
  texts: { fr: AdvisoryText; en: AdvisoryText | null };
  respondBy: Date | null;
  place: Place;
  /** The record in the facility's inbox. */
  recordUrl: string;
  platformUrl: string;
}

/** How much of an advisory may leave by mail: everything, its reference and a link, or that one has to sign in. */
type Extent = 'text' | 'reference' | 'sign-in';

const extentByTlp: Record<Tlp, Extent> = {
  CLEAR: 'text',
  GREEN: 'text',
  AMBER: 'reference',
  'AMBER+STRICT': 'reference',
  RED: 'sign-in',
};

/** French is always written, English when there was time. */
const ONLY_FRENCH = 'This advisory exists in French only.';

const words = {
  fr: {
    signIn: 'Connectez-vous à Vigie',
    signInLabel: 'Connectez-vous :',
    about: (reference: string) => `Alerte ${reference}`,
    sent: (reference: string) => `Votre agence vous adresse l’alerte ${reference}.`,
    titled: (reference: string, title: string) => `${reference} : ${title}`,
    respondBy: (when: string) => `Réponse attendue avant le ${when}.`,
    answer: 'Pour indiquer où en est votre structure (lu, non concerné, en cours, fait) :',
    read: 'Pour lire l’alerte et y répondre, connectez-vous :',
    sharing: {
      CLEAR: 'TLP:CLEAR : ce message peut être diffusé sans restriction.',
      GREEN: 'TLP:GREEN : ce message peut être partagé avec vos pairs et partenaires, sans être rendu public.',
    },
    automatic: 'Ce courriel est envoyé automatiquement. N’y répondez pas : votre réponse ne serait lue par personne.',
  },
  en: {
    signIn: 'Sign in to Vigie',
    signInLabel: 'Sign in:',
    about: (reference: string) => `Advisory ${reference}`,
    sent: (reference: string) => `Your agency sends you advisory ${reference}.`,
    titled: (reference: string, title: string) => `${reference}: ${title}`,
    respondBy: (when: string) => `Answer expected by ${when}.`,
    answer: 'To say where your facility stands (read, not concerned, in progress, done):',
    read: 'To read the advisory and answer it, sign in:',
    sharing: {
      CLEAR: 'TLP:CLEAR: this message may be shared without restriction.',
      GREEN: 'TLP:GREEN: this message may be shared with your peers and partners, but not made public.',
    },
    automatic: 'This mail is sent automatically. Do not reply: nobody would read your answer.',
  },
} as const;

type Write = (mail: AdvisoryMail, locale: Locale) => { about: string; blocks: MailBlock[] };

const writers: Record<Extent, Write> = {
  text: (mail, locale) => {
    const say = words[locale];
    const language = mail.texts[locale] ? locale : 'fr';
    const text = mail.texts[language] ?? mail.texts.fr;
    const blocks: MailBlock[] = [{ type: 'line', text: say.sent(mail.reference) }];
    if (language !== locale) blocks.push({ type: 'line', text: ONLY_FRENCH });
    blocks.push({ type: 'text', locale: language, ...text });
    if (mail.respondBy) {
      blocks.push({ type: 'line', text: say.respondBy(twoClocks(mail.respondBy, mail.place, locale)) });
    }
    blocks.push({ type: 'link', label: say.answer, url: mail.recordUrl });
    blocks.push({ type: 'small', text: `${say.sharing[mail.tlp as 'CLEAR' | 'GREEN']} ${say.automatic}` });
    return { about: say.titled(mail.reference, text.title), blocks };
  },
  reference: (mail, locale) => {
    const say = words[locale];
    return {
      about: say.about(mail.reference),
      blocks: [
        { type: 'line', text: say.sent(mail.reference) },
        { type: 'link', label: say.read, url: mail.recordUrl },
        { type: 'small', text: say.automatic },
      ],
    };
  },
  'sign-in': (mail, locale) => ({
    about: words[locale].signIn,
    blocks: [{ type: 'link', label: words[locale].signInLabel, url: mail.platformUrl }],
  }),
};

/** Writes the mail of an advisory; what its TLP forbids is never handed to the layout. */
export function advisoryMail(mail: AdvisoryMail, locale: Locale): MailContent {
  const { about, blocks } = writers[extentByTlp[mail.tlp]](mail, locale);
  const subject = subjectOf({ tlp: mail.tlp, exercise: mail.kind === 'exercise', locale, about });
  return { locale, kind: mail.kind, subject, tlp: mail.tlp, blocks };
}
