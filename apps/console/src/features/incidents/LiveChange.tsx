import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useRead } from '../../shared/api/queries.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { useIdentity } from '../../shared/session/session.js';
import { relativeText } from '../../shared/time/format.js';
import { useNow } from '../../shared/time/useNow.js';
import { Floating } from '../../shared/ui/Floating.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

/** Says what others changed while the page is open, without pushing the page down. */
export function LiveChange({ incidentId }: { incidentId: string }) {
  const t = useIncidentsTexts();
  const w = useWords();
  const locale = useLocale();
  const now = useNow();
  const { personId } = useIdentity();
  const journal = useRead('journal', { incidentId, limit: 500 });
  const entries = journal.data?.items;
  const last = entries?.at(-1);
  const [known, setKnown] = useState<number | null>(null);
  if (known === null && entries) setKnown(last?.seq ?? 0);
  const changed = known !== null && last && last.seq > known && last.authorId !== personId ? last : null;
  return (
    <Floating>
      {changed && (
        <Button rightSection={<IconX size={18} aria-hidden="true" />} onClick={() => setKnown(changed.seq)}>
          {t('incident.changedBy', {
            who: changed.authorSide === 'agency' ? w('theAgency') : w('theFacility'),
            when: relativeText(new Date(changed.at), locale, now),
            what: t(`journal.entry.${changed.type}`),
          })}
        </Button>
      )}
    </Floating>
  );
}
