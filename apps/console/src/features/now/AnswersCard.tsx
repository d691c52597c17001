import { Link } from 'react-router';
import type { AdvisorySummary } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { Moment } from '../../shared/time/Moment.js';
import { useNow } from '../../shared/time/useNow.js';
import { Card } from '../../shared/ui/Card.js';
import { ExerciseMark } from '../../shared/ui/marks.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import classes from './Now.module.css';
import { useNowTexts } from './useNowTexts.js';

const isOpen = ({ answered, recipientCount }: AdvisorySummary) => (answered ?? 0) < (recipientCount ?? 0);
const dueFirst = (one: AdvisorySummary, other: AdvisorySummary) =>
  (one.respondBy ?? '9').localeCompare(other.respondBy ?? '9');

/** Who has not answered yet: how far each advisory is, the earliest due first. */
export function AnswersCard() {
  const t = useNowTexts();
  const now = useNow();
  const list = useRead('advisories', { state: ['sent'], limit: 50 });
  return (
    <Card title={t('answers.title')}>
      <Loaded from={list} rows={3}>
        {({ items }) => {
          const open = items.filter(isOpen).toSorted(dueFirst);
          if (open.length === 0) {
            return <p className={classes.soft}>{items.length === 0 ? t('answers.noneSent') : t('answers.none')}</p>;
          }
          return (
            <ul className={classes.list}>
              {open.map((row) => (
                <Line key={row.id} row={row} late={row.respondBy !== null && new Date(row.respondBy) < now} />
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Card>
  );
}

function Line({ row, late }: { row: AdvisorySummary; late: boolean }) {
  const t = useNowTexts();
  const answered = row.answered ?? 0;
  const total = row.recipientCount ?? 0;
  return (
    <li className={classes.line}>
      <div className={classes.body}>
        <span className={classes.head}>
          <Link to={`/advisories/${row.id}`} className={classes.link}>
            {row.title}
          </Link>
          <ExerciseMark kind={row.kind} />
          {late && <span className={classes.late}>{t('answers.late')}</span>}
        </span>
        <div className={classes.track} aria-hidden="true">
          <div className={classes.fill} style={{ width: `${(100 * answered) / Math.max(1, total)}%` }} />
        </div>
        <span className={classes.soft}>{t('answers.progress', { answered, total })}</span>
        {row.respondBy && (
          <span className={classes.soft}>
            {t('answers.due')} <Moment at={row.respondBy} />
          </span>
        )}
      </div>
    </li>
  );
}
