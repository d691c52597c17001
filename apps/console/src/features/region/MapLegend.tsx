import { SeverityMark } from '../../shared/ui/marks.js';
import classes from './MapLegend.module.css';
import { useRegionTexts } from './useRegionTexts.js';

const levels = ['critical', 'high', 'medium', 'low', null] as const;

export function MapLegend() {
  const t = useRegionTexts();
  return (
    <ul className={classes.legend} aria-label={t('map.legend')}>
      {levels.map((level) => (
        <li key={level ?? 'none'}>
          <SeverityMark severity={level} />
        </li>
      ))}
      <li className={classes.quiet}>
        <span className={classes.dot} aria-hidden="true" />
        {t('map.quiet')}
      </li>
    </ul>
  );
}
