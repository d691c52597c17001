import { NativeSelect } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Webhook } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useNow } from '../../shared/time/useNow.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { useWebhooksTexts } from './useWebhooksTexts.js';

const DAYS = ['1', '7', '30', '90'] as const;
type Days = (typeof DAYS)[number];
const DAY = 86_400_000;

/** Sends again all that failed within a period, and says how many they are. */
export function ReplayDialog({ of: { id: endpointId }, onClose }: { of: Webhook; onClose: () => void }) {
  const t = useWebhooksTexts();
  const now = useNow();
  const [days, setDays] = useState<Days>('7');
  const replay = useWrite('replayFailedWebhooks', ['webhookDeliveries']);
  const send = () => {
    // To the minute, so that the same wish a moment later is the same request.
    const since = new Date(Math.floor((now.getTime() - Number(days) * DAY) / 60_000) * 60_000).toISOString();
    const told = ({ count }: { count: number }) => {
      notifications.show({ message: count === 0 ? t('log.replayedNone') : t('log.replayed', { count }) });
      onClose();
    };
    replay.mutate({ endpointId, since }, { onSuccess: told });
  };
  return (
    <ConfirmDialog
      opened
      title={t('log.replayTitle')}
      act={t('log.replayAct')}
      busy={replay.isPending}
      error={replay.error}
      onAct={send}
      onClose={onClose}
    >
      <p>{t('log.replayText')}</p>
      <NativeSelect
        label={t('log.replaySince')}
        value={days}
        data={DAYS.map((value) => ({ value, label: t(`log.replayFor.${value}`) }))}
        onChange={(event) => setDays(event.currentTarget.value as Days)}
      />
    </ConfirmDialog>
  );
}
