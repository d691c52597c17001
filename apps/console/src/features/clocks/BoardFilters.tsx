import { Button, NativeSelect } from '@mantine/core';
import { ClockStanding } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { useTerritories } from '../../shared/time/TerritoryZones.js';
import { FilterBar } from '../../shared/ui/FilterBar.js';
import { useUi } from '../../shared/ui/useUi.js';
import type { BoardFilter } from './boardFilter.js';
import { useClocksTexts } from './useClocksTexts.js';

interface BoardFiltersProps {
  values: Record<BoardFilter, string>;
  set: (part: Partial<Record<BoardFilter, string>>) => void;
  clear: () => void;
  any: boolean;
}

export function BoardFilters({ values, set, clear, any }: BoardFiltersProps) {
  const t = useClocksTexts();
  const ui = useUi();
  const locale = useLocale();
  const territories = useTerritories();
  const regimes = useRead('regimes', {});
  const names = new Map(regimes.data?.items.map(({ code, definition }) => [code, definition.name[locale]]));
  const select = (name: BoardFilter, label: string, data: { value: string; label: string }[]) => (
    <NativeSelect
      label={label}
      value={values[name]}
      data={data}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  const all = { value: '', label: ui('select.all') };
  return (
    <FilterBar label={t('board.filters')}>
      {select('standing', t('board.standing'), [
        { value: '', label: t('board.open') },
        ...ClockStanding.options.map((value) => ({ value, label: t(`standing.${value}`) })),
        { value: 'all', label: t('board.all') },
      ])}
      {select('regime', t('board.regime'), [all, ...[...names].map(([value, label]) => ({ value, label }))])}
      {territories.length > 1 &&
        select('territory', t('board.territory'), [
          all,
          ...territories.map(({ code, name }) => ({ value: code, label: name })),
        ])}
      {select('kind', t('board.kind'), [
        { value: '', label: t('board.real') },
        { value: 'exercise', label: t('board.exercise') },
      ])}
      {any && (
        <Button variant="subtle" onClick={clear}>
          {ui('filter.clear')}
        </Button>
      )}
    </FilterBar>
  );
}
