import type { Kind, Locale, Source } from '#libs/contracts';
import type { MailContent } from '../mails/mail.content.js';
import { subjectOf } from '../mails/mail.layout.js';
import { type Place, twoClocks } from '../mails/two-clocks.js';

/** What a facility's contacts are told when the agency declared in its name: nothing of what was declared. */
export interface RecordedMail {
  kind: Kind;
  reference: string;
  recordedAt: Date;
  source: Source;
  place: Place;
  url: string;
}

const words = {
  fr: {
    about: (reference: string) => `Une déclaration a été enregistrée en votre nom : ${reference}`,
    by: {
      phone: 'après un appel téléphonique',
      paper: 'd’après un formulaire papier',
      mail: 'd’après un courriel reçu',
    },
    line: (by: string, when: string) =>
      `L’agence a enregistré une déclaration d’incident au nom de votre structure, ${by}, le ${when}.`,
    read: 'Lire et compléter la déclaration',
    wrong: 'Si personne de votre structure n’a appelé ou écrit à l’agence, prévenez-la sans attendre.',
    small: 'Ce courriel est envoyé automatiquement. Il ne contient rien de la déclaration.',
  },
  en: {
    about: (reference: string) => `A declaration was recorded in your name: ${reference}`,
    by: { phone: 'after a telephone call', paper: 'from a paper form', mail: 'from an e-mail received' },
    line: (by: string, when: string) =>
      `The agency recorded an incident declaration in your facility’s name, ${by}, on ${when}.`,
    read: 'Read and complete the declaration',
    wrong: 'If nobody of your facility called or wrote to the agency, tell it at once.',
    small: 'This mail is sent automatically. It holds nothing of the declaration.',
  },
} as const;

export function recordedMail(
  { kind, reference, recordedAt, source, place, url }: RecordedMail,
  locale: Locale,
): MailContent {
  const say = words[locale];
  const by = source === 'paper' || source === 'mail' ? say.by[source] : say.by.phone;
  return {
    locale,
    kind,
    tlp: null,
    subject: subjectOf({ tlp: null, exercise: kind === 'exercise', locale, about: say.about(reference) }),
    blocks: [
      { type: 'line', text: say.line(by, twoClocks(recordedAt, place, locale)) },
      { type: 'link', label: say.read, url },
      { type: 'line', text: say.wrong },
      { type: 'small', text: say.small },
    ],
  };
}
