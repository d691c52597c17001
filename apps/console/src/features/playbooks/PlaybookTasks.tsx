import type { PlaybookTask } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import classes from './playbooks.module.css';
import { usePlaybooksTexts } from './usePlaybooksTexts.js';

/** The tasks of a version, to be read. */
export function PlaybookTasks({ tasks }: { tasks: readonly PlaybookTask[] }) {
  const t = usePlaybooksTexts();
  const locale = useLocale();
  const offset = useOffset();
  const titles = new Map(tasks.map(({ code, title }) => [code, title[locale]]));
  return (
    <ol className={classes.tasks}>
      {tasks.map(({ code, side, role, title, text, dueMinutes, checklist, after }) => (
        <li key={code} className={classes.task}>
          <strong>{title[locale]}</strong>
          <p className={classes.facts}>
            <span>{offset(dueMinutes)}</span>
            <span>{t(`side.${side}`)}</span>
            <span>{role[locale]}</span>
          </p>
          {text && <p className={classes.plain}>{text[locale]}</p>}
          {checklist.length > 0 && (
            <ul className={classes.items}>
              {checklist.map((item) => (
                <li key={item.fr}>{item[locale]}</li>
              ))}
            </ul>
          )}
          {after.length > 0 && (
            <p className={classes.soft}>
              {t('after', { titles: after.flatMap((other) => titles.get(other) ?? []).join(', ') })}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** When it is due, in the largest unit that says it whole. */
function useOffset(): (minutes: number | null) => string {
  const t = usePlaybooksTexts();
  return (minutes) => {
    if (minutes === null) return t('due.none');
    if (minutes > 0 && minutes % 1_440 === 0) return t('due.days', { count: minutes / 1_440 });
    if (minutes > 0 && minutes % 60 === 0) return t('due.hours', { count: minutes / 60 });
    return t('due.minutes', { count: minutes });
  };
}
