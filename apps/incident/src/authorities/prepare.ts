import { type AuthorityText, type Locale, Refusal, type Authority, type TextStage } from '#libs/contracts';
import { type Answer, type AnswerName, type Source, type Text, answerOf, answers } from './answers.js';
import { type Section, templates } from './templates.js';

const names: Record<Authority, Text> = {
  ars: { fr: 'l’agence régionale de santé', en: 'the regional health agency' },
  'cert-sante': { fr: 'le CERT Santé', en: 'the CERT Santé' },
  anssi: { fr: 'l’ANSSI', en: 'the ANSSI' },
  cnil: { fr: 'la CNIL', en: 'the CNIL' },
  police: { fr: 'la police ou la gendarmerie', en: 'the police or gendarmerie' },
  corruss: { fr: 'le CORRUSS', en: 'the CORRUSS' },
};
const TO_COMPLETE: Text = { fr: '[à compléter]', en: '[to be completed]' };
const COLON: Text = { fr: '\u00a0:', en: ':' };

const notices: Record<Locale, (authority: string) => string> = {
  fr: (authority) =>
    `Ce texte n’a pas été envoyé, et ne vaut pas déclaration. Pour informer ${authority}, transmettez-le vous-même par la voie prévue, puis notez dans Vigie la date et la référence reçue.`,
  en: (authority) =>
    `This text was not sent, and is not a declaration. To inform ${authority}, hand it over yourself the prescribed way, then note in Vigie when, and the reference that you got.`,
};

/**
 * The text for an authority at a stage, from what is known: its sections in its own order, and what it asks for that nobody has answered yet.
 * It sends nothing, and says so.
 *
 * @throws Refusal('invalid-request') for a stage at which the authority expects nothing
 */
export function prepare(authority: Authority, stage: TextStage, source: Source, locale: Locale): AuthorityText {
  const template = templates[authority][stage];
  if (!template) throw new Refusal('invalid-request', { places: [{ path: 'stage', code: 'stage-mismatch' }] });
  const { id, reference, kind, tlp, answersNumber } = source.incident;
  const missing = new Map<string, string>();
  for (const asked of template.sections.flatMap((section) => section.answers)) {
    if (typeof asked !== 'string' || answerOf(asked, source, locale) !== null) continue;
    const { field, label }: Answer = answers[asked];
    missing.set(field, label[locale]);
  }
  return {
    authority,
    stage,
    incidentId: id,
    reference,
    kind,
    tlp,
    answersNumber,
    title: template.title[locale],
    notice: notices[locale](names[authority][locale]),
    sections: template.sections.map((section) => ({
      title: section.title[locale],
      text: textOf(section, source, locale),
    })),
    missing: [...missing].map(([field, label]) => ({ field, label })),
  };
}

function textOf({ answers: asked, note }: Section, source: Source, locale: Locale): string {
  const lines = asked.flatMap((item) => {
    const name: AnswerName = typeof item === 'string' ? item : item.ifKnown;
    const told = answerOf(name, source, locale);
    if (told === null && typeof item !== 'string') return [];
    const { label, prose }: Answer = answers[name];
    const head = `${label[locale]}${COLON[locale]}`;
    return told !== null && prose ? [`${head}\n${told}`] : [`${head} ${told ?? TO_COMPLETE[locale]}`];
  });
  return [lines.join('\n'), ...(note ? [note[locale]] : [])].join('\n\n');
}
