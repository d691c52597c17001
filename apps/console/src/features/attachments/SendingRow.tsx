import { Button, Progress } from '@mantine/core';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { leftOf } from './amounts.js';
import classes from './attachments.module.css';
import { sendings } from './sending.js';
import type { Sending } from './sendingQueue.js';
import { useAttachmentsTexts } from './useAttachmentsTexts.js';
import { useSize } from './useSize.js';

/** A file on its way: how much of it has arrived, how long it still takes, and how to stop and go on. */
export function SendingRow({ sending }: { sending: Sending }) {
  const t = useAttachmentsTexts();
  const { id, name, state, sent, size, error } = sending;
  const says = useStanding(sending);
  return (
    <li className={classes.row}>
      <span className={classes.name}>{name}</span>
      <Progress value={(sent / size) * 100} aria-label={t('sending.progress', { name })} />
      <span className={classes.named}>
        <span className={classes.soft} role="status">
          {says}
        </span>
        <span className={classes.buttons}>
          {(state === 'sending' || state === 'offline' || state === 'held' || state === 'waiting') && (
            <Button variant="default" onClick={() => sendings.pause(id)}>
              {t('sending.pause')}
            </Button>
          )}
          {(state === 'paused' || state === 'refused') && (
            <Button variant="default" onClick={() => sendings.resume(id)}>
              {t('sending.resume')}
            </Button>
          )}
          {(state === 'paused' || state === 'refused' || state === 'waiting') && (
            <Button variant="default" onClick={() => sendings.dismiss(id)}>
              {t('sending.dismiss')}
            </Button>
          )}
        </span>
      </span>
      {error && <ErrorNotice error={error} />}
    </li>
  );
}

function useStanding({ state, sent, kept, size, pace }: Sending): string {
  const t = useAttachmentsTexts();
  const sizeText = useSize();
  const amounts = { sent: sizeText(sent), kept: sizeText(kept), size: sizeText(size) };
  const left = state === 'sending' ? leftOf(size - sent, pace) : null;
  if (left) return t('sending.left', { ...amounts, time: t(left.unit, { count: left.count }) });
  return t(`sending.${state}`, amounts);
}
