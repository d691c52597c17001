import { Fact, Nature, Nis2Standing, PatientDanger, YesNoUnknown } from '#libs/contracts';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { useRegimesTexts } from './useRegimesTexts.js';

/** What each fact can say, beside the facts that are answered yes, no or unknown. */
const choices: Partial<Record<Fact, readonly string[]>> = {
  nis2: Nis2Standing.options,
  nature: Nature.options,
  'patient-danger': PatientDanger.options,
};

/** The answers among which a condition chooses, with those that it names although no form has them. */
export const answersTo = (fact: Fact, named: readonly string[]): string[] => [
  ...new Set([...(choices[fact] ?? YesNoUnknown.options), ...named]),
];

/** Facts and what they say, in words; an answer of no vocabulary as it is written. */
export function useFactWords(): {
  factName: (fact: Fact) => string;
  answerName: (fact: Fact, answer: string) => string;
} {
  const t = useRegimesTexts();
  const w = useWords();
  const words = {
    nis2: (answer: string) => named(Nis2Standing.options, answer, (known) => t(`nis2.${known}`)),
    nature: (answer: string) => named(Nature.options, answer, (known) => w(`nature.${known}`)),
    'patient-danger': (answer: string) => named(PatientDanger.options, answer, (known) => w(`dangerTold.${known}`)),
  };
  const told = (answer: string) => named(YesNoUnknown.options, answer, (known) => w(`told.${known}`));
  const wordsOf: Partial<Record<Fact, (answer: string) => string>> = words;
  return {
    factName: (fact) => t(`fact.${fact}`),
    answerName: (fact, answer) => (wordsOf[fact] ?? told)(answer),
  };
}

function named<Known extends string>(all: readonly Known[], answer: string, word: (known: Known) => string): string {
  const known = all.find((one) => one === answer);
  return known === undefined ? answer : word(known);
}
