import { Link } from 'react-router';
import { useRead } from '../../shared/api/queries.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { ExerciseMark, TlpMark } from '../../shared/ui/marks.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import classes from './Now.module.css';
import { useNowTexts } from './useNowTexts.js';

/** Advisories that wait for a second person. */
export function ApproveCard() {
  const t = useNowTexts();
  const { personId } = useIdentity();
  const list = useRead('advisories', { state: ['submitted'], limit: 20 });
  return (
    <Card title={t('approve.title')}>
      <Loaded from={list} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.soft}>{t('approve.none')}</p>
          ) : (
            <ul className={classes.list}>
              {items.map((row) => (
                <li key={row.id} className={classes.line}>
                  <div className={classes.body}>
                    <span className={classes.head}>
                      <Link to={`/advisories/${row.id}`} className={classes.link}>
                        {row.title}
                      </Link>
                      <ExerciseMark kind={row.kind} />
                      <TlpMark tlp={row.tlp} />
                    </span>
                    <span className={classes.soft}>
                      {row.reference} · <Moment at={row.changedAt} />
                    </span>
                    {row.authorId === personId && <span className={classes.soft}>{t('approve.own')}</span>}
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
