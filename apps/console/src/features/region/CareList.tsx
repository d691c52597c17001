import type { CareService } from '#libs/contracts';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './CareList.module.css';
import { useRegionTexts } from './useRegionTexts.js';

/** Which care is in difficulty, and at how many of the facilities touched. */
export function CareList({ services, of }: { services: readonly [CareService, number][]; of: number }) {
  const t = useRegionTexts();
  const w = useWords();
  if (services.length === 0) return <p className={classes.none}>{t('care.none')}</p>;
  return (
    <ul className={classes.list}>
      {services.map(([service, count]) => (
        <li key={service} className={classes.line}>
          <span>{w(`careService.${service}`)}</span>
          <meter className={classes.meter} min={0} max={of} value={count} aria-hidden="true" />
          <span className={classes.count}>{w('facilities', { count })}</span>
        </li>
      ))}
    </ul>
  );
}
