import { useLocale } from '../../shared/i18n/texts.js';
import classes from './Figures.module.css';
import { useRegionTexts } from './useRegionTexts.js';

const names = ['open', 'touched', 'degraded', 'danger'] as const;

/** Four numbers that are read from across the room. */
export function Figures({ figures }: { figures: Record<(typeof names)[number], number> }) {
  const t = useRegionTexts();
  const number = new Intl.NumberFormat(useLocale());
  return (
    <dl className={classes.figures}>
      {names.map((name) => (
        <div key={name} className={classes.figure} data-alarm={(name === 'danger' && figures[name] > 0) || undefined}>
          <dt>{t(`figure.${name}`)}</dt>
          <dd>{number.format(figures[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
