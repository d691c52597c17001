import type { IndicatorImportPreview } from '#libs/contracts';
import classes from './indicators.module.css';
import { Places } from './Places.js';
import { useIndicatorsTexts } from './useIndicatorsTexts.js';
import { Flags, Value } from './Value.js';

/** What a file would bring: counts, what is refused with its place, and the first of what is new. */
export function ImportPreview({ preview }: { preview: IndicatorImportPreview }) {
  const t = useIndicatorsTexts();
  const { title, fresh, known, withdrawn, repeated, refused, places, items } = preview;
  return (
    <>
      {title && <p className={classes.soft}>{title}</p>}
      <ul className={classes.counts}>
        <li>
          <strong>{t('fresh', { count: fresh })}</strong>
        </li>
        {known > 0 && <li>{t('knownCount', { count: known })}</li>}
        {withdrawn > 0 && <li>{t('withdrawnCount', { count: withdrawn })}</li>}
        {repeated > 0 && <li>{t('repeated', { count: repeated })}</li>}
        {refused > 0 && <li>{t('refused', { count: refused })}</li>}
      </ul>
      {refused > places.length && <p className={classes.soft}>{t('refusedPart', { shown: places.length })}</p>}
      <Places places={places} />
      {items.length > 0 && (
        <div className={classes.scroll} role="region" aria-label={t('sample', { count: fresh })} tabIndex={0}>
          <p className={classes.soft}>{t('sample', { count: fresh })}</p>
          <ul className={classes.list}>
            {items.map((item) => (
              <li key={`${item.type} ${item.value}`} className={classes.named}>
                <span className={classes.type}>{t(`type.${item.type}`)}</span>
                <Value of={item} />
                <Flags flags={item.flags} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
