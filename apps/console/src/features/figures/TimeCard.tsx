import { NativeSelect } from '@mantine/core';
import { type Figures, figureTableNames, figureTables } from '#libs/contracts';
import { Card } from '../../shared/ui/Card.js';
import { oneOf } from '../../shared/table/useFilters.js';
import { periodsOf } from './figures.js';
import classes from './figures.module.css';
import { TimePlot } from './TimePlot.js';
import { useFigureLabels } from './useFigureLabels.js';
import { useFiguresTexts } from './useFiguresTexts.js';
import type { FiguresView } from './useFiguresView.js';

/** How many by period, as columns and as a table; the table can be split by one attribute. */
export function TimeCard({ figures, view }: { figures: Figures; view: FiguresView }) {
  const t = useFiguresTexts();
  const { periodName, valueName } = useFigureLabels();
  const { by } = view;
  const periods = periodsOf(figures.months, view.grain, by);
  const values = by === null ? [] : figureTables[by].values;
  return (
    <Card title={t('time.title')}>
      <TimePlot label={t('time.picture')} periods={periods} nameOf={periodName} />
      <div className={classes.by} data-no-print>
        <NativeSelect
          label={t('by')}
          value={by ?? ''}
          data={[
            { value: '', label: '–' },
            ...figureTableNames.map((name) => ({ value: name, label: t(`table.${name}`) })),
          ]}
          onChange={(event) => view.set({ by: oneOf(figureTableNames, event.currentTarget.value) ?? '' })}
        />
      </div>
      {/* Scrolls sideways by keyboard too, where it is wide. */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('time.table')}>
        <table className={classes.periods}>
          <caption className={classes.hidden}>{t('time.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('time.period')}</th>
              <th scope="col">{t('time.declared')}</th>
              <th scope="col">{t('time.occurred')}</th>
              {by !== null &&
                values.map((value) => (
                  <th scope="col" key={value}>
                    {valueName(by, value)}
                  </th>
                ))}
            </tr>
          </thead>
          <tbody>
            {periods.map((period) => (
              <tr key={period.period}>
                <th scope="row">{periodName(period.period)}</th>
                <td data-label={t('time.declared')}>{period.declared}</td>
                <td data-label={t('time.occurred')}>{period.occurred}</td>
                {by !== null &&
                  values.map((value) => (
                    <td key={value} data-label={valueName(by, value)}>
                      {period.values[value] ?? 0}
                    </td>
                  ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.soft}>{t('time.note')}</p>
    </Card>
  );
}
