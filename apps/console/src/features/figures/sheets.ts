import {
  FacilityType,
  type FigureRelease,
  type Figures,
  IncidentState,
  figureTableNames,
  figureTables,
} from '#libs/contracts';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { type Line, type Sheet, sum } from './figures.js';
import { useFigureLabels } from './useFigureLabels.js';
import { useFiguresTexts } from './useFiguresTexts.js';

/** The tables of true counts, as they are seen. */
export function useExactSheets(figures: Figures): Sheet[] {
  const t = useFiguresTexts();
  const w = useWords();
  const { territoryName, typeName, valueName } = useFigureLabels();
  const lines = (values: readonly string[], counts: Record<string, number>, name: (value: string) => string): Line[] =>
    values.map((value) => ({ key: value, label: name(value), count: counts[value] ?? 0 }));
  const isState = (value: string): value is IncidentState => IncidentState.safeParse(value).success;
  return [
    ...figureTableNames.map((key) => ({
      key,
      title: t(`table.${key}`),
      lines: lines(figureTables[key].values, sum(figures.months.map(({ tables }) => tables[key] ?? {})), (value) =>
        valueName(key, value),
      ),
    })),
    {
      key: 'territories',
      title: t('table.territories'),
      lines: lines(Object.keys(figures.territories).sort(), figures.territories, territoryName),
    },
    {
      key: 'facilityTypes',
      title: t('table.facilityTypes'),
      lines: lines(FacilityType.options, figures.facilityTypes, typeName),
    },
    {
      key: 'states',
      title: t('table.states'),
      lines: lines(IncidentState.options, figures.states, (value) =>
        isState(value) ? w(`incidentState.${value}`) : value,
      ),
    },
  ];
}

/** The tables of what was published, group by group. */
export function useReleaseSheets({ tables }: FigureRelease): Sheet[] {
  const t = useFiguresTexts();
  const { monthNames, placeNames, valueName } = useFigureLabels();
  const sheet = (
    key: 'month' | 'who' | (typeof figureTableNames)[number],
    name: (values: string[]) => string[],
  ): Sheet[] => {
    const groups = tables[key];
    if (!groups) return [];
    const lines = groups.map(({ values, incidents }): Line => {
      const grouped = values.length > 1;
      return { key: values.join(), label: name(values).join(' + '), count: incidents, grouped };
    });
    return [{ key, title: t(`table.${key}`), lines, hidden: groups.length === 1 }];
  };
  return [
    ...sheet('month', monthNames),
    ...sheet('who', placeNames),
    ...figureTableNames.flatMap((key) => sheet(key, (values) => values.map((value) => valueName(key, value)))),
  ];
}
