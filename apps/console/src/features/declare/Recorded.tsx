import { useLocale } from '../../shared/i18n/texts.js';
import { fullText, showsParisToo } from '../../shared/time/format.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { PARIS } from '../../shared/time/zones.js';
import classes from './ReceiptView.module.css';
import { useDeclareTexts } from './useDeclareTexts.js';

/** When the agency recorded it: the territory's clock, and Paris where it differs. */
export function Recorded({ at, territory }: { at: string; territory: string | undefined }) {
  const t = useDeclareTexts();
  const locale = useLocale();
  const { zone, name } = useZone(territory);
  const instant = new Date(at);
  return (
    <time dateTime={at} className={classes.clocks}>
      <span>{t('receipt.atPlace', { time: fullText(instant, zone, locale), place: name })}</span>
      {showsParisToo(instant, zone) && (
        <span>{t('receipt.atPlace', { time: fullText(instant, PARIS, locale), place: 'Paris' })}</span>
      )}
    </time>
  );
}
