import { Link } from 'react-router';
import { IncidentState } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { ExerciseMark, IncidentStateMark, SeverityMark } from '../../shared/ui/marks.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import classes from './Now.module.css';
import { useNowTexts } from './useNowTexts.js';

const unfinished = IncidentState.options.filter((state) => state !== 'closed' && state !== 'declared');

/** What the analyst has in charge. */
export function MineCard() {
  const t = useNowTexts();
  const facilities = useFacilities();
  const list = useRead('incidents', { mine: 'yes', state: unfinished, limit: 20 });
  return (
    <Card title={t('mine.title')}>
      <Loaded from={list} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.soft}>{t('mine.none')}</p>
          ) : (
            <ul className={classes.list}>
              {items.map((row) => (
                <li key={row.id} className={classes.line}>
                  <div className={classes.body}>
                    <span className={classes.head}>
                      <Link to={`/incidents/${row.id}`} className={classes.link}>
                        {row.reference}
                      </Link>
                      <ExerciseMark kind={row.kind} />
                      <span>{facilities.get(row.facilityId)?.name}</span>
                    </span>
                    <span className={classes.soft}>
                      <Moment at={row.changedAt} territory={row.territory} />
                    </span>
                  </div>
                  <IncidentStateMark state={row.state} />
                  {row.severity && <SeverityMark severity={row.severity} />}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
