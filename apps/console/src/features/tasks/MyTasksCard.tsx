import { Link } from 'react-router';
import { isLate } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { Moment } from '../../shared/time/Moment.js';
import { useNow } from '../../shared/time/useNow.js';
import { Card } from '../../shared/ui/Card.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import classes from './tasks.module.css';
import { useTasksTexts } from './useTasksTexts.js';

/** The open tasks that a person has taken, on every incident and regional incident. */
export function MyTasksCard() {
  const t = useTasksTexts();
  const locale = useLocale();
  const now = useNow().toISOString();
  const mine = useRead('myTasks', {});
  return (
    <Card title={t('mine.title')}>
      <Loaded from={mine} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.soft}>{t('mine.none')}</p>
          ) : (
            <ul className={classes.list}>
              {items.map((task) => (
                <li key={task.id} className={classes.task}>
                  <Link
                    className={classes.open}
                    to={task.regionalId === null ? `/incidents/${task.incidentId}` : `/regional/${task.regionalId}`}
                  >
                    {task.title[locale]}
                  </Link>
                  <p className={classes.standing}>
                    <span>{task.reference}</span>
                    {isLate(task, now) && <strong className={classes.late}>{t('late')}</strong>}
                    {task.dueAt && <Moment at={task.dueAt} territory={task.territory} />}
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
