import type { Figures } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import { tlpLabel } from '../../shared/vocabulary/tlpLabel.js';
import { useMomentText } from '../../shared/time/useMomentText.js';
import { type Counted, figuresFile } from './csv.js';
import { periodsOf, type Sheet } from './figures.js';
import { steps } from './TookCard.js';
import { useFigureLabels } from './useFigureLabels.js';
import { useFiguresTexts } from './useFiguresTexts.js';
import type { FiguresView } from './useFiguresView.js';

/** The numbers on the screen as a file, marked for internal use. */
export function useExactFile(
  figures: Figures,
  view: FiguresView,
  side: 'agency' | 'facility',
  sheets: readonly Sheet[],
) {
  const t = useFiguresTexts();
  const locale = useLocale();
  const moment = useMomentText();
  const { monthName, periodName, territoryName, valueName } = useFigureLabels();
  const { kind, from, to, territory, at, months, took, clocks } = figures;
  const { by, grain } = view;
  const period = t('period', { from: monthName(from), to: monthName(to) });

  const content = (): string => {
    const over = periodsOf(months, grain, by).flatMap((one): Counted[] => {
      const named = { period: periodName(one.period) };
      return [
        { ...named, table: t('time.title'), value: t('time.declared'), count: one.declared },
        { ...named, table: t('time.title'), value: t('time.occurred'), count: one.occurred },
        ...Object.entries(one.values).map(([value, count]) => ({
          ...named,
          table: by === null ? '' : t(`table.${by}`),
          value: by === null ? value : valueName(by, value),
          count,
        })),
      ];
    });
    const counts = sheets.flatMap(({ title, lines }) =>
      lines.map(({ label, count }): Counted => ({ table: title, value: label, period, count })),
    );
    const times = steps.flatMap((step) =>
      (['median', 'p90'] as const).map((measure): Counted => {
        const value = t('file.minutes', { step: t(`took.${step}`), measure: t(`took.${measure}`) });
        return { table: t('took.title'), value, period, count: took[step][measure] };
      }),
    );
    const due = clocks.flatMap((clock) =>
      (['met', 'late', 'open'] as const).map((how): Counted => {
        const value = `${clock.regimeName[locale]}, ${clock.stageName[locale]} : ${t(`clocks.${how}`)}`;
        return { table: t('clocks.title'), value, period, count: clock[how] };
      }),
    );
    return figuresFile(
      [
        [t('file.title'), tlpLabel('AMBER+STRICT')],
        [t('file.scope'), side === 'agency' ? t('file.region') : t('file.own')],
        [t('file.kind'), t(`kind.${kind}`)],
        [t('file.period'), period],
        [t('file.territory'), territory === null ? t('all') : territoryName(territory)],
        [t('file.at'), moment(at)],
        [t('file.rule'), t('file.ruleExact')],
      ],
      [t('file.table'), t('file.value'), t('file.period1'), t('file.count')],
      [...over, ...counts, ...times, ...due],
    );
  };
  return { name: `${t('file.name')}-${from}-${to}-TLP-AMBER-STRICT.csv`, content };
}
