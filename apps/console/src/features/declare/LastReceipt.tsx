import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { Identity } from '#libs/contracts';
import { useNow } from '../../shared/time/useNow.js';
import { Notice } from '../../shared/ui/Notice.js';
import type { Declared } from './draft.js';
import { Recorded } from './Recorded.js';
import { Since } from './Since.js';
import { useDeclareTexts } from './useDeclareTexts.js';

const A_DAY_MS = 86_400_000;

interface LastReceiptProps {
  declared: Declared;
  facilities: Identity['facilities'];
  onHide: () => void;
}

/** Above a new form: what was received last, so that nobody declares the same twice. A day later it is no news. */
export function LastReceipt({ declared, facilities, onHide }: LastReceiptProps) {
  const t = useDeclareTexts();
  const now = useNow();
  const { receipt, facilityId, since } = declared;
  if (now.getTime() - Date.parse(receipt.recordedAt) > A_DAY_MS) return null;
  return (
    <Notice
      tone="good"
      title={t('received', { reference: receipt.reference })}
      actions={
        <>
          <Button variant="default" component={Link} to={`/incidents/${receipt.incidentId}`}>
            {t('receipt.follow')}
          </Button>
          <Button variant="default" onClick={onHide}>
            {t('hide')}
          </Button>
        </>
      }
    >
      <Recorded at={receipt.recordedAt} territory={facilities.find(({ id }) => id === facilityId)?.territory} />
      <Since text={since} />
    </Notice>
  );
}
