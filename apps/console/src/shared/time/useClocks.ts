import { showsParisToo } from './format.js';
import { useZones } from './TerritoryZones.js';
import { useTimeTexts } from './useTimeTexts.js';
import { PARIS } from './zones.js';

interface Clock {
  /** IANA zone. */
  zone: string;
  place: string;
}

/** The clocks on which a time is shown: the territory's (the reader's own when none is given), and Paris's where it differs. */
export function useClocks(): (instant: Date, territory?: string) => readonly Clock[] {
  const t = useTimeTexts();
  const zoneOf = useZones();
  return (instant, territory) => {
    const { zone, name } = zoneOf(territory);
    const own = { zone, place: name };
    return showsParisToo(instant, zone) ? [own, { zone: PARIS, place: t('parisName') }] : [own];
  };
}
