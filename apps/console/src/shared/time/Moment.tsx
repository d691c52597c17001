import { useLocale } from '../i18n/texts.js';
import { useZone } from './TerritoryZones.js';
import { clockText, relativeText, showsParisToo } from './format.js';
import classes from './Moment.module.css';
import { useNow } from './useNow.js';
import { PARIS } from './zones.js';

interface MomentProps {
  at: string;
  /** Territory of the record; the reader's own when not given. */
  territory?: string;
  /** `line`: all on one line. `stack`: relative above the clocks. `clocks`: without the relative time. */
  form?: 'line' | 'stack' | 'clocks';
}

/** A time: how long ago, the territory's clock, and Paris where it differs. */
export function Moment({ at, territory, form = 'line' }: MomentProps) {
  const locale = useLocale();
  const now = useNow();
  const zone = useZone(territory);
  const instant = new Date(at);
  const paris = showsParisToo(instant, zone.zone);
  return (
    <time dateTime={at} className={classes.moment} data-form={form}>
      {form !== 'clocks' && <span className={classes.relative}>{relativeText(instant, locale, now)}</span>}
      <span className={classes.clocks}>
        <span className={classes.clock}>
          {clockText(instant, zone.zone, locale, now)}
          {paris && <span className={classes.place}> {zone.name}</span>}
        </span>
        {paris && (
          <span className={classes.clock}>
            {clockText(instant, PARIS, locale, now)}
            <span className={classes.place}> Paris</span>
          </span>
        )}
      </span>
    </time>
  );
}
