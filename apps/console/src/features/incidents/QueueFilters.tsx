import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState, type RefObject } from 'react';
import { IncidentState, Severity } from '#libs/contracts';
import { useTerritories } from '../../shared/time/TerritoryZones.js';
import { FilterBar } from '../../shared/ui/FilterBar.js';
import { useUi } from '../../shared/ui/useUi.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import type { QueueFilter } from './queueFilter.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

interface QueueFiltersProps {
  values: Record<QueueFilter, string>;
  set: (part: Partial<Record<QueueFilter, string>>) => void;
  clear: () => void;
  any: boolean;
  search: RefObject<HTMLInputElement | null>;
}

export function QueueFilters({ values, set, clear, any, search }: QueueFiltersProps) {
  const t = useIncidentsTexts();
  const ui = useUi();
  const w = useWords();
  const territories = useTerritories();
  const [typed, setTyped] = useState(values.q);
  const [asked, setAsked] = useState(values.q);
  if (asked !== values.q) {
    setAsked(values.q);
    // Cleared from elsewhere.
    if (values.q === '') setTyped('');
  }
  const look = useDebouncedCallback((q: string) => set({ q }), 300);
  const select = (name: QueueFilter, label: string, data: { value: string; label: string }[]) => (
    <NativeSelect
      label={label}
      value={values[name]}
      data={data}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  const all = { value: '', label: ui('select.all') };
  return (
    <FilterBar label={t('filter.title')}>
      <TextInput
        ref={search}
        label={t('filter.search')}
        placeholder={t('filter.searchHelp')}
        type="search"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          look(event.currentTarget.value.trim());
        }}
      />
      {select('state', t('filter.state'), [
        { value: '', label: t('filter.open') },
        ...IncidentState.options.map((value) => ({ value, label: w(`incidentState.${value}`) })),
        { value: 'all', label: t('filter.all') },
      ])}
      {select('severity', t('filter.severity'), [
        all,
        ...Severity.options.map((value) => ({ value, label: w(`severity.${value}`) })),
      ])}
      {territories.length > 1 &&
        select('territory', t('filter.territory'), [
          all,
          ...territories.map(({ code, name }) => ({ value: code, label: name })),
        ])}
      {select('linked', t('filter.linked'), [
        all,
        { value: 'yes', label: t('filter.linkedYes') },
        { value: 'no', label: t('filter.linkedNo') },
      ])}
      {select('kind', t('filter.kind'), [
        all,
        { value: 'real', label: t('filter.real') },
        { value: 'exercise', label: t('filter.exercise') },
      ])}
      {select('order', t('filter.order'), [
        { value: '', label: t('filter.newest') },
        { value: 'gravest', label: t('filter.gravest') },
      ])}
      <Checkbox
        label={t('filter.mine')}
        checked={values.mine === 'yes'}
        onChange={(event) => set({ mine: event.currentTarget.checked ? 'yes' : '' })}
      />
      {any && (
        <Button variant="subtle" onClick={clear}>
          {ui('filter.clear')}
        </Button>
      )}
    </FilterBar>
  );
}
