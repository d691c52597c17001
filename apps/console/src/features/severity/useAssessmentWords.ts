import { type SeverityAnswers, type SeverityPart, severityParts } from '#libs/contracts';
import { useSeverityTexts } from './useSeverityTexts.js';

type Key = Parameters<ReturnType<typeof useSeverityTexts>>[0];

/** The answers to a part, in words, with what each counts. */
export function useAssessmentWords() {
  const t = useSeverityTexts();
  // The catalogue is checked for every word of the contract where it is written out.
  const answer = (part: SeverityPart, value: string) => t(`answer.${part}.${value}` as Key);
  return {
    answer,
    options: <Part extends SeverityPart>(part: Part) =>
      Object.entries(severityParts[part].answers).map(([value, points]) => ({
        value: value as SeverityAnswers[Part],
        label: t('option', { answer: answer(part, value), points }),
      })),
  };
}
