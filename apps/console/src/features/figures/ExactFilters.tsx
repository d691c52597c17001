import { NativeSelect } from '@mantine/core';
import { useConfiguration } from '../../shared/session/session.js';
import { FilterBar } from '../../shared/ui/FilterBar.js';
import { grains } from './figures.js';
import { useFigureLabels } from './useFigureLabels.js';
import { useFiguresTexts } from './useFiguresTexts.js';
import type { FiguresView } from './useFiguresView.js';

export function ExactFilters({ view, territories: asked }: { view: FiguresView; territories: boolean }) {
  const t = useFiguresTexts();
  const { monthName } = useFigureLabels();
  const { territories } = useConfiguration();
  const options = (chosen: string) =>
    [...new Set([...view.months, chosen])]
      .sort((a, b) => (a < b ? 1 : -1))
      .map((value) => ({ value, label: monthName(value) }));
  return (
    <FilterBar label={t('filters')}>
      <NativeSelect
        label={t('from')}
        value={view.from}
        data={options(view.from)}
        onChange={(event) => view.set({ from: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('to')}
        value={view.to}
        data={options(view.to)}
        onChange={(event) => view.set({ from: view.from, to: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('grain')}
        value={view.grain}
        data={grains.map((value) => ({ value, label: t(`grains.${value}`) }))}
        onChange={(event) => view.set({ grain: event.currentTarget.value })}
      />
      {asked && territories.length > 1 && (
        <NativeSelect
          label={t('territory')}
          value={view.territory}
          data={[
            { value: '', label: t('all') },
            ...territories.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          onChange={(event) => view.set({ territory: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        label={t('kind.label')}
        value={view.kind}
        data={[
          { value: 'real', label: t('kind.real') },
          { value: 'exercise', label: t('kind.exercise') },
        ]}
        onChange={(event) => view.set({ kind: event.currentTarget.value })}
      />
    </FilterBar>
  );
}
