import type { Figures } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import { Card } from '../../shared/ui/Card.js';
import classes from './figures.module.css';
import { useFiguresTexts } from './useFiguresTexts.js';

/** What of a period's legal due times was met. */
export function DueCard({ clocks }: { clocks: Figures['clocks'] }) {
  const t = useFiguresTexts();
  const locale = useLocale();
  return (
    <Card title={t('clocks.title')}>
      {clocks.length === 0 ? (
        <p className={classes.soft}>{t('clocks.none')}</p>
      ) : (
        <table className={classes.periods}>
          <caption className={classes.hidden}>{t('clocks.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('clocks.what')}</th>
              <th scope="col">{t('clocks.met')}</th>
              <th scope="col">{t('clocks.late')}</th>
              <th scope="col">{t('clocks.open')}</th>
            </tr>
          </thead>
          <tbody>
            {clocks.map(({ regime, stage, regimeName, stageName, met, late, open }) => (
              <tr key={`${regime} ${stage}`}>
                <th scope="row">{`${regimeName[locale]}, ${stageName[locale]}`}</th>
                <td data-label={t('clocks.met')}>{met}</td>
                <td data-label={t('clocks.late')}>{late}</td>
                <td data-label={t('clocks.open')}>{open}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
