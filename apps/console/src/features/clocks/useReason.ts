import type { IncidentClock } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import { delayText } from './duration.js';
import { useClocksTexts } from './useClocksTexts.js';

type Key = Parameters<ReturnType<typeof useClocksTexts>>[0];

/** Why a clock is as it is, in sentences: the facts that decide whether it applies, and where its due time comes from. */
export function useReason(all: readonly IncidentClock[]): (clock: IncidentClock) => { due: string; facts: string[] } {
  const t = useClocksTexts();
  const locale = useLocale();
  return ({ regime, reason: { due, facts } }) => {
    const stage = all.find((other) => other.regime === regime && other.stage === due.stage)?.stageName[locale];
    return {
      due: t(due.askedAt === undefined ? `reason.${due.code}` : 'reason.requested', {
        delay: delayText(due.delay, locale),
        stage: stage ?? due.stage ?? '',
      }),
      // The service names only facts and values of the rule book.
      facts: facts.map(({ fact, value }) => t(`fact.${fact}.${value}` as Key)),
    };
  };
}
