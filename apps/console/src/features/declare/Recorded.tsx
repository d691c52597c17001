import { useLocale } from '../../shared/i18n/texts.js';
import { fullText } from '../../shared/time/format.js';
import { useClocks } from '../../shared/time/useClocks.js';
import { useTimeTexts } from '../../shared/time/useTimeTexts.js';
import classes from './ReceiptView.module.css';

/** When the agency recorded it: the territory's clock, and Paris where it differs; each place is named. */
export function Recorded({ at, territory }: { at: string; territory: string | undefined }) {
  const t = useTimeTexts();
  const locale = useLocale();
  const instant = new Date(at);
  const clocks = useClocks()(instant, territory);
  return (
    <time dateTime={at} className={classes.clocks}>
      {clocks.map(({ zone, place }) => (
        <span key={zone}>{t('at', { time: fullText(instant, zone, locale), place })}</span>
      ))}
    </time>
  );
}
