import { useLocale } from '../i18n/texts.js';
import { clockText, relativeText } from './format.js';
import classes from './Moment.module.css';
import { useClocks } from './useClocks.js';
import { useNow } from './useNow.js';

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
  const instant = new Date(at);
  const clocks = useClocks()(instant, territory);
  return (
    <time dateTime={at} className={classes.moment} data-form={form}>
      {form !== 'clocks' && <span className={classes.relative}>{relativeText(instant, locale, now)}</span>}
      <span className={classes.clocks}>
        {clocks.map(({ zone, place }) => (
          <span key={zone} className={classes.clock}>
            {clockText(instant, zone, locale, now)}
            {clocks.length > 1 && <span className={classes.place}> {place}</span>}
          </span>
        ))}
      </span>
    </time>
  );
}
