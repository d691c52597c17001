import { Link } from 'react-router';
import { CARE_STALE_HOURS, type CareBoard } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { CARE_EVERY, inOrder, needsConfirming } from './care.js';
import classes from './care.module.css';
import { CareMark } from './CareMark.js';
import { useCareTexts } from './useCareTexts.js';

const SHOWN = 5;

/** Which facilities have not confirmed for long that care is closed, degraded or unknown, the longest first: whom to call. */
export function StaleCareCard() {
  const t = useCareTexts();
  const w = useWords();
  const facilities = useFacilities();
  const board = useRead('careBoard', { stale: 'yes' }, { everyMs: CARE_EVERY });
  const waiting = board.data ? longestFirst(board.data) : [];
  // The board shows one territory: that of who waits longest.
  const all = new URLSearchParams({ stale: 'yes', ...(waiting[0] && { territory: waiting[0].territory }) });
  return (
    <Card title={t('now.title')} aside={<Link to={`/region/care?${all}`}>{t('now.all')}</Link>}>
      <Loaded from={board} rows={2}>
        {() => {
          if (waiting.length === 0) return <p className={classes.soft}>{t('now.none', { hours: CARE_STALE_HOURS })}</p>;
          return (
            <ul className={classes.list}>
              {waiting.slice(0, SHOWN).map(({ facilityId, territory, reports, confirmedAt }) => (
                <li key={facilityId} className={classes.line}>
                  <strong>
                    <Link to={`/care/${facilityId}`}>{facilities.get(facilityId)?.name ?? ''}</Link>
                  </strong>
                  {reports.map((report) => (
                    <span key={report.service} className={classes.inline}>
                      {w(`careService.${report.service}`)}
                      <CareMark of={report} />
                    </span>
                  ))}
                  <span className={classes.soft}>
                    {t('told.confirmed')} <Moment at={confirmedAt} territory={territory} />
                  </span>
                </li>
              ))}
              {waiting.length > SHOWN && (
                <li className={classes.soft}>{t('now.more', { count: waiting.length - SHOWN })}</li>
              )}
            </ul>
          );
        }}
      </Loaded>
    </Card>
  );
}

/** Each facility with what of it needs confirming, and when the oldest of that was last confirmed. */
function longestFirst({ facilities }: CareBoard) {
  return facilities
    .map(({ reports, ...facility }) => ({ ...facility, reports: inOrder(reports).filter(needsConfirming) }))
    .filter(({ reports }) => reports.length > 0)
    .map((one) => ({ ...one, confirmedAt: one.reports.map(({ confirmedAt }) => confirmedAt).toSorted()[0] ?? '' }))
    .toSorted((one, other) => one.confirmedAt.localeCompare(other.confirmedAt));
}
