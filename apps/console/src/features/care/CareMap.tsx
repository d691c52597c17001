import { Link } from 'react-router';
import { CARE_STALE_HOURS, type CareBoard, CareStatus, type Facility, type TerritoryMap } from '#libs/contracts';
import { pathOf, projectionOf, spread } from '../region/projection.js';
import drawn from '../region/RegionMap.module.css';
import { worstOf } from './care.js';
import classes from './care.module.css';
import { CareMark, CareShape } from './CareMark.js';
import { useCareTexts } from './useCareTexts.js';

const WIDTH = 620;
const MARGIN = 30;
const APART = 17;

interface CareMapProps {
  territory: TerritoryMap;
  facilities: readonly Facility[];
  lines: CareBoard['facilities'];
  /** Something is left out of the lines: a facility without one may have said something. */
  filtered: boolean;
}

/** The territory, and at each facility the worst of what is shown in the table, which says the same in words. */
export function CareMap({ territory, facilities, lines, filtered }: CareMapProps) {
  const t = useCareTexts();
  const projection = projectionOf(territory.outline, WIDTH, MARGIN);
  const said = new Map(lines.map((line) => [line.facilityId, worstOf(line.reports)]));
  // Those that said something first: they keep the place nearest to their commune.
  const sites = [...facilities].sort((a, b) => Number(said.has(b.id)) - Number(said.has(a.id)));
  const placed = spread(
    sites.map((facility) => ({ facility, ...projection.place(facility.latitude, facility.longitude) })),
    APART,
  );
  // The worst, which come first in the table, are drawn last: nothing covers them.
  const rank = new Map(lines.map(({ facilityId }, place) => [facilityId, place]));
  const drawnLast = placed.toSorted((a, b) => (rank.get(b.facility.id) ?? 0) - (rank.get(a.facility.id) ?? 0));
  return (
    <>
      <svg
        className={drawn.map}
        viewBox={`0 0 ${projection.width} ${projection.height.toFixed(0)}`}
        role="group"
        aria-label={t('board.mapLabel', { territory: territory.name })}
      >
        <path className={drawn.land} d={pathOf(territory.outline, projection)} />
        <g aria-hidden="true">
          {placed.map(({ facility, x, y }) =>
            said.has(facility.id) ? null : <circle key={facility.id} className={drawn.quiet} cx={x} cy={y} r="3.4" />,
          )}
        </g>
        {drawnLast.map(({ facility, x, y }) => {
          const worst = said.get(facility.id);
          if (!worst) return null;
          const status = [t(`status.${worst.status}`), worst.stale && t('stale')].filter(Boolean).join(', ');
          const label = t('board.mark', { name: facility.name, commune: facility.commune, status });
          return (
            <Link key={facility.id} to={`/care/${facility.id}`} aria-label={label} className={drawn.link}>
              <title>{label}</title>
              <g
                transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
                className={classes.site}
                data-status={worst.status}
              >
                <circle r="22" className={drawn.target} />
                <circle r="15" className={drawn.halo} strokeDasharray={worst.stale ? '4 3' : undefined} />
                <CareShape status={worst.status} stale={worst.stale} />
              </g>
            </Link>
          );
        })}
      </svg>
      <ul className={classes.legend} aria-label={t('board.legend')}>
        {CareStatus.options.map((status) => (
          <li key={status}>
            <CareMark of={{ status, stale: false, transfers: false }} />
          </li>
        ))}
        <li className={classes.stale}>
          {t('stale')} : {t('board.staleHelp', { hours: CARE_STALE_HOURS })}
        </li>
        <li className={classes.stale}>• {t(filtered ? 'board.outside' : 'board.silent')}</li>
      </ul>
    </>
  );
}
