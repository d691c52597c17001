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
  return (
    <Select
      name="facilityId"
      label={t('facility')}
      placeholder={t('facilityHint')}
      searchable
      selectFirstOptionOnChange
      limit={30}
      autoFocus
      nothingFoundMessage={t('facilityNone')}
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
