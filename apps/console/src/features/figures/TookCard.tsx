import type { Figures } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import { Card } from '../../shared/ui/Card.js';
import { spanText } from '../clocks/duration.js';
import classes from './figures.module.css';
import { useFiguresTexts } from './useFiguresTexts.js';

export const steps = ['declared', 'taken', 'closed'] as const;

/** Minutes in words. */
export function useSpan() {
  const t = useFiguresTexts();
  const locale = useLocale();
  return (minutes: number | null): string => {
    if (minutes === null) return t('took.none');
    return minutes === 0 ? t('took.now') : spanText(minutes * 60_000, locale);
  };
}

export function TookCard({ took }: { took: Figures['took'] }) {
  const t = useFiguresTexts();
  const span = useSpan();
  return (
    <Card title={t('took.title')}>
      <table className={classes.periods}>
        <caption className={classes.hidden}>{t('took.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('took.step')}</th>
            <th scope="col">{t('took.median')}</th>
            <th scope="col">{t('took.p90')}</th>
            <th scope="col">{t('took.counted')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step}>
              <th scope="row">{t(`took.${step}`)}</th>
              <td data-label={t('took.median')}>{span(took[step].median)}</td>
              <td data-label={t('took.p90')}>{span(took[step].p90)}</td>
              <td data-label={t('took.counted')}>{took[step].count}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.soft}>{t('took.note')}</p>
    </Card>
  );
}
