import type { Kind, Locale } from '#libs/contracts';
import type { MailBlock, MailContent } from './mail.content.js';
import { subjectOf } from './mail.layout.js';
import { type Place, twoClocks } from './two-clocks.js';

/**
 * Due times that people are reminded of. Reference, time and link only: that one regime or another applies would tell what happened, and an
 * incident is TLP:AMBER at least.
 */
export interface ReminderMail {
  kind: Kind;
  /** The most urgent first; the mail names the first ones. */
  dueTimes: { reference: string; dueAt: Date; timing: 'before' | 'at' | 'after'; url: string }[];
  /** All of them, those not named included. */
  total: number;
  place: Place;
  platformUrl: string;
}

const TLP = 'AMBER';

const words = {
  fr: {
    timing: { before: 'échéance à venir', at: 'échéance atteinte', after: 'échéance dépassée' },
    one: (reference: string, timing: string) => `${reference} : ${timing}`,
    many: (count: number) => `${count} échéances réglementaires`,
    expected: (count: number) =>
      count === 1
        ? 'Une échéance réglementaire attend une action ou une vérification.'
        : `${count} échéances réglementaires attendent une action ou une vérification.`,
    others: (count: number) =>
      count === 1 ? 'Une autre échéance est à voir :' : `${count} autres échéances sont à voir :`,
    automatic:
      'Ouvrez la fiche pour savoir de quoi il s’agit et si vous êtes concernés. Vigie n’informe aucune autorité à votre place. Ce courriel est envoyé automatiquement. N’y répondez pas : votre réponse ne serait lue par personne.',
  },
  en: {
    timing: { before: 'due time ahead', at: 'due time reached', after: 'due time passed' },
    one: (reference: string, timing: string) => `${reference}: ${timing}`,
    many: (count: number) => `${count} legal due times`,
    expected: (count: number) =>
      count === 1
        ? 'One legal due time waits for an action or a check.'
        : `${count} legal due times wait for an action or a check.`,
    others: (count: number) =>
      count === 1 ? 'One more due time is to be seen:' : `${count} more due times are to be seen:`,
    automatic:
      'Open the record to see what it is about and whether it concerns you. Vigie tells no authority in your place. This mail is sent automatically. Do not reply: nobody would read your answer.',
  },
} as const;

/** Writes the mail that reminds of due times. */
export function reminderMail(mail: ReminderMail, locale: Locale): MailContent {
  const say = words[locale];
  const [first] = mail.dueTimes;
  if (!first) throw new Error('A reminder needs a due time');
  const about = mail.total === 1 ? say.one(first.reference, say.timing[first.timing]) : say.many(mail.total);
  const items = mail.dueTimes.map(({ reference, timing, dueAt, url }) => ({
    text: `${say.one(reference, say.timing[timing])}, ${twoClocks(dueAt, mail.place, locale)}`,
    url,
  }));
  const blocks: MailBlock[] = [
    { type: 'line', text: say.expected(mail.total) },
    { type: 'list', items },
  ];
  const others = mail.total - mail.dueTimes.length;
  if (others > 0) blocks.push({ type: 'link', label: say.others(others), url: mail.platformUrl });
  blocks.push({ type: 'small', text: say.automatic });
  const subject = subjectOf({ tlp: TLP, exercise: mail.kind === 'exercise', locale, about });
  return { locale, kind: mail.kind, subject, tlp: TLP, blocks };
}
