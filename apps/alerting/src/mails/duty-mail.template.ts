import type { Kind, Locale, PatientDanger } from '#libs/contracts';
import type { MailBlock, MailContent } from './mail.content.js';
import { subjectOf } from './mail.layout.js';
import { type Place, twoClocks } from './two-clocks.js';

/** Declarations that ring the analysts: no text that a person wrote, no facility's name. */
export interface DutyMail {
  kind: Kind;
  /** The gravest and oldest first; the mail names the first ones. */
  declarations: { reference: string; patientDanger: PatientDanger; declaredAt: Date; url: string }[];
  /** All of them, those not named included. */
  total: number;
  place: Place;
  platformUrl: string;
}

const words = {
  fr: {
    danger: {
      none: 'aucun danger pour les patients',
      potential: 'danger potentiel pour les patients',
      proven: 'danger avéré pour les patients',
      unknown: 'danger pour les patients inconnu',
    },
    one: (reference: string, danger: string) => `Déclaration ${reference} : ${danger}`,
    many: (count: number, danger: string) => `${count} déclarations : ${danger}`,
    received: (count: number) =>
      count === 1
        ? 'Une déclaration attend d’être prise en charge.'
        : `${count} déclarations attendent d’être prises en charge.`,
    others: (count: number) =>
      count === 1 ? 'Une autre déclaration est dans la file :' : `${count} autres déclarations sont dans la file :`,
    automatic: 'Ce courriel est envoyé automatiquement. N’y répondez pas : votre réponse ne serait lue par personne.',
  },
  en: {
    danger: {
      none: 'no danger for patients',
      potential: 'potential danger for patients',
      proven: 'proven danger for patients',
      unknown: 'danger for patients unknown',
    },
    one: (reference: string, danger: string) => `Declaration ${reference}: ${danger}`,
    many: (count: number, danger: string) => `${count} declarations: ${danger}`,
    received: (count: number) =>
      count === 1 ? 'One declaration waits to be taken.' : `${count} declarations wait to be taken.`,
    others: (count: number) =>
      count === 1 ? 'One more declaration is in the queue:' : `${count} more declarations are in the queue:`,
    automatic: 'This mail is sent automatically. Do not reply: nobody would read your answer.',
  },
} as const;

/** Writes the mail that rings an analyst; its subject gives the gravest danger. */
export function dutyMail(mail: DutyMail, locale: Locale): MailContent {
  const say = words[locale];
  const [gravest] = mail.declarations;
  if (!gravest) throw new Error('A duty mail needs a declaration');
  const danger = say.danger[gravest.patientDanger];
  const about = mail.total === 1 ? say.one(gravest.reference, danger) : say.many(mail.total, danger);
  const items = mail.declarations.map(({ reference, patientDanger, declaredAt, url }) => ({
    text: `${reference}, ${say.danger[patientDanger]}, ${twoClocks(declaredAt, mail.place, locale)}`,
    url,
  }));
  const blocks: MailBlock[] = [
    { type: 'line', text: say.received(mail.total) },
    { type: 'list', items },
  ];
  const others = mail.total - mail.declarations.length;
  if (others > 0) blocks.push({ type: 'link', label: say.others(others), url: mail.platformUrl });
  blocks.push({ type: 'small', text: say.automatic });
  const subject = subjectOf({ tlp: null, exercise: mail.kind === 'exercise', locale, about });
  return { locale, kind: mail.kind, subject, tlp: null, blocks };
}
