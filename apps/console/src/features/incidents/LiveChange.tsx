import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { Floating } from '../../shared/ui/Floating.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { useJournal } from '../room/useJournal.js';
import classes from './LiveChange.module.css';
import { useIncidentsTexts } from './useIncidentsTexts.js';

/** Says what others changed while the page is open, without pushing the page down. */
export function LiveChange({ incidentId, territory }: { incidentId: string; territory: string }) {
  const t = useIncidentsTexts();
  const w = useWords();
  const { personId } = useIdentity();
  const { room, last } = useJournal(incidentId);
  const [known, setKnown] = useState<number | null>(null);
  if (known === null && room) setKnown(last?.seq ?? 0);
  const changed = known !== null && last && last.seq > known && last.authorId !== personId ? last : null;
  return (
    <Floating>
      {changed && (
        <Button rightSection={<IconX size={18} aria-hidden="true" />} onClick={() => setKnown(changed.seq)}>
          <span className={classes.change}>
            {t('incident.changedBy', {
              who: changed.authorSide === 'agency' ? w('theAgency') : w('theFacility'),
              what: t(`journal.entry.${changed.type}`),
            })}{' '}
            <span className={classes.when}>
              <Moment at={changed.at} territory={territory} />
            </span>
          </span>
        </Button>
      )}
    </Floating>
  );
}
