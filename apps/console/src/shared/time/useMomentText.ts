import { useLocale } from '../i18n/texts.js';
import { fullText } from './format.js';
import { useClocks } from './useClocks.js';
import { useTimeTexts } from './useTimeTexts.js';

/** Writes a time in full, as exports and prints need it: the territory's clock, and Paris where it differs. */
export function useMomentText(): (at: string | null, territory?: string) => string {
  const t = useTimeTexts();
  const locale = useLocale();
  const clocksOf = useClocks();
  return (at, territory) => {
    if (at === null) return '';
    const instant = new Date(at);
    const clocks = clocksOf(instant, territory);
    return clocks
      .map(({ zone, place }) => {
        const time = fullText(instant, zone, locale);
        return clocks.length > 1 ? t('at', { time, place }) : time;
      })
      .join(' / ');
  };
}
