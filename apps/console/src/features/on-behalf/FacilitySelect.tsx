import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { useOnBehalfTexts } from './useOnBehalfTexts.js';

interface FacilitySelectProps {
  value: string;
  error: ReactNode;
  onChange: (facilityId: string) => void;
}

/** By name, town or FINESS number; arrow keys and Enter choose. */
export function FacilitySelect({ value, error, onChange }: FacilitySelectProps) {
  const t = useOnBehalfTexts();
  const facilities = useFacilities();
  const haveCome = facilities.size > 0;
  return (
    <Select
      name="facilityId"
      label={t('facility')}
      placeholder={t('facilityHint')}
      searchable
      // What was typed before the list has come is looked for, and its first answer marked, once it is there.
      selectFirstOptionOnChange={haveCome}
      limit={30}
      autoFocus
      nothingFoundMessage={t(haveCome ? 'facilityNone' : 'facilitiesLoading')}
      value={value || null}
      error={error}
      data={[...facilities.values()].map(({ id, name, commune, finess }) => ({
        value: id,
        label: [name, commune, finess].filter(Boolean).join(' · '),
      }))}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  );
}
