import { Link } from 'react-router';
import type { Facility, TerritoryMap } from '#libs/contracts';
import { SeverityShape } from '../../shared/ui/SeverityShape.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import type { Touched } from './board.js';
import classes from './RegionMap.module.css';
import { pathOf, projectionOf, spread } from './projection.js';
import { useRegionTexts } from './useRegionTexts.js';

const WIDTH = 620;
const MARGIN = 30;
const APART = 17;

interface RegionMapProps {
  territory: TerritoryMap;
  facilities: readonly Facility[];
  touched: readonly Touched[];
}

/** The territory, its communes, and where something is open. The table beside it says the same in words. */
export function RegionMap({ territory, facilities, touched }: RegionMapProps) {
  const t = useRegionTexts();
  const w = useWords();
  const projection = projectionOf(territory.outline, WIDTH, MARGIN);
  const open = new Map(touched.map((line) => [line.facilityId, line]));
  // The touched ones first: they keep the place nearest to their commune.
  const sites = [...facilities].sort((a, b) => Number(open.has(b.id)) - Number(open.has(a.id)));
  const placed = spread(
    sites.map((facility) => ({ facility, ...projection.place(facility.latitude, facility.longitude) })),
    APART,
  );
  return (
    <svg
      className={classes.map}
      viewBox={`0 0 ${projection.width} ${projection.height.toFixed(0)}`}
      role="group"
      aria-label={t('map.label', { territory: territory.name, count: touched.length })}
    >
      <path className={classes.land} d={pathOf(territory.outline, projection)} />
      <g aria-hidden="true">
        {placed.map(({ facility, x, y }) =>
          open.has(facility.id) ? null : <circle key={facility.id} className={classes.quiet} cx={x} cy={y} r="3.4" />,
        )}
      </g>
      {placed.map(({ facility, x, y }) => {
        const line = open.get(facility.id);
        if (!line) return null;
        const level = line.worstSeverity ?? 'none';
        const label = t('map.mark', {
          name: facility.name,
          commune: facility.commune,
          severity: w(`severity.${level}`),
        });
        return (
          <Link
            key={facility.id}
            to={`/incidents?facilityId=${facility.id}`}
            aria-label={label}
            className={classes.link}
          >
            <title>{label}</title>
            <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`} className={classes.mark} data-level={level}>
              <circle r="22" className={classes.target} />
              <circle r="15" className={classes.halo} />
              <SeverityShape level={level} scale={1.15} />
            </g>
          </Link>
        );
      })}
    </svg>
  );
}
