import { Card } from '../../shared/ui/Card.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { numberText } from '../../shared/time/format.js';
import type { Sheet } from './figures.js';
import classes from './figures.module.css';
import { useFiguresTexts } from './useFiguresTexts.js';

/** Counts by value: a table that draws its own bars. */
export function SheetCard({ sheet: { title, lines, hidden } }: { sheet: Sheet }) {
  const t = useFiguresTexts();
  const locale = useLocale();
  const all = lines.reduce((sum, { count }) => sum + count, 0);
  const share = (count: number) =>
    new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(all === 0 ? 0 : count / all);
  return (
    <Card title={title}>
      {hidden ? (
        <>
          <p className={classes.all}>{t('incidents', { count: all })}</p>
          <p className={classes.soft}>{t('published.hidden')}</p>
        </>
      ) : (
        <table className={classes.sheet}>
          <caption className={classes.hidden}>{title}</caption>
          <thead className={classes.hidden}>
            <tr>
              <th scope="col">{t('value')}</th>
              <th scope="col">{t('count')}</th>
              <th scope="col">{t('share')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, label, count, grouped }) => (
              <tr key={key} data-empty={count === 0 || undefined}>
                <th scope="row">
                  {label}
                  {grouped && <span className={classes.grouped}>{t('published.grouped')}</span>}
                  <span className={classes.track} aria-hidden="true">
                    <span className={classes.fill} style={{ width: `${all === 0 ? 0 : (100 * count) / all}%` }} />
                  </span>
                </th>
                <td className={classes.number}>{numberText(count, locale)}</td>
                <td className={classes.share}>{share(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
