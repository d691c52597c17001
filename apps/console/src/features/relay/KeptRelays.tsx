import { Button } from '@mantine/core';
import { ApiError } from '../../shared/api/ApiError.js';
import { useOnline } from '../../shared/live/useOnline.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import classes from './Relay.module.css';
import { isWaiting, useRelaying, type KeptRelay } from './relaying.js';
import { useRelayTexts } from './useRelayTexts.js';

/** What was scanned here, and what became of each. */
export function KeptRelays() {
  const t = useRelayTexts();
  const { kept, now } = useRelaying();
  const online = useOnline();
  const relays = kept.value.toSorted((a, b) => b.scannedAt.localeCompare(a.scannedAt));
  const waits = relays.some(isWaiting);
  return (
    <Card title={t('kept')}>
      {relays.length === 0 ? (
        <EmptyState title={t('none.title')}>{t('none.text')}</EmptyState>
      ) : (
        <ul className={classes.list}>
          {relays.map((relay) => (
            <Line key={relay.group} relay={relay} online={online} />
          ))}
        </ul>
      )}
      {waits && online && (
        <Button variant="default" onClick={now}>
          {t('now')}
        </Button>
      )}
    </Card>
  );
}

function Line({ relay, online }: { relay: KeptRelay; online: boolean }) {
  const t = useRelayTexts();
  const { remove, unanswered } = useRelaying();
  const onItsWay = unanswered ? t('unanswered') : t('sending');
  const { group, scannedAt, receipt, refusal } = relay;
  return (
    <li className={classes.line}>
      <p className={classes.plain}>
        {t('scannedAt')} <Moment at={scannedAt} />
      </p>
      {receipt && (
        <div role="status" className={classes.stack}>
          <p className={classes.reference}>{t('received', { reference: receipt.reference })}</p>
          <p className={classes.plain}>
            {receipt.alreadyReceived ? t('already') : t('recordedAt')} <Moment at={receipt.recordedAt} form="clocks" />
          </p>
          <p className={classes.plain}>{t('tell')}</p>
        </div>
      )}
      {refusal && <ErrorNotice error={new ApiError(refusal.status, refusal.body)} />}
      {isWaiting(relay) ? (
        <>
          <KeptMark state="kept" />
          <p className={classes.plain}>{online ? onItsWay : t('offline')}</p>
        </>
      ) : (
        <Button variant="default" onClick={() => remove(group)}>
          {t('hide')}
        </Button>
      )}
    </li>
  );
}
