import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './FacilityChip.module.css';
import { useIncidentsTexts } from './useIncidentsTexts.js';

/** The one facility that the queue is narrowed to, by a link from the map or the directory. */
export function FacilityChip({ facilityId, onRemove }: { facilityId: string; onRemove: () => void }) {
  const t = useIncidentsTexts();
  const w = useWords();
  const name = useFacilities().get(facilityId)?.name ?? w('unknownFacility');
  if (facilityId === '') return null;
  return (
    <div className={classes.line}>
      <Button
        variant="light"
        rightSection={<IconX size={18} aria-hidden="true" />}
        aria-label={t('filter.removeFacility', { name })}
        onClick={onRemove}
      >
        {t('filter.facility', { name })}
      </Button>
    </div>
  );
}
