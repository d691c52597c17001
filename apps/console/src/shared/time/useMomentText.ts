import { useLocale } from '../i18n/texts.js';
import { fullText, showsParisToo } from './format.js';
import { useZones } from './TerritoryZones.js';
import { PARIS } from './zones.js';

/** Writes a time in full, as exports and prints need it: the territory's clock, and Paris where it differs. */
export function useMomentText(): (at: string | null, territory?: string) => string {
  const locale = useLocale();
  const zoneOf = useZones();
  return (at, territory) => {
    if (at === null) return '';
    const instant = new Date(at);
    const { zone, name } = zoneOf(territory);
    const own = fullText(instant, zone, locale);
    if (!showsParisToo(instant, zone)) return own;
    return `${own} (${name}) / ${fullText(instant, PARIS, locale)} (Paris)`;
  };
}
