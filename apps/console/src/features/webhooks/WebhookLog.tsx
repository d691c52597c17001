import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Webhook, WebhookDeliveryState } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { DeliveryLine } from './DeliveryLine.js';
import { ReplayDialog } from './ReplayDialog.js';
import { useWebhooksTexts } from './useWebhooksTexts.js';
import classes from './Webhooks.module.css';

const MORE = 20;
const MOST = 100;
const STATES = ['all', ...WebhookDeliveryState.options] as const;

/** What was sent to a webhook, the newest first; which of it is shown stands in the address. */
export function WebhookLog({ of: webhook, mayManage }: { of: Webhook; mayManage: boolean }) {
  const t = useWebhooksTexts();
  const { id: endpointId, name } = webhook;
  const [params, setParams] = useSearchParams();
  const [limit, setLimit] = useState(MORE);
  const [replaying, setReplaying] = useState(false);
  const state = WebhookDeliveryState.options.find((one) => one === params.get('state'));
  const sent = useRead(
    'webhookDeliveries',
    { endpointId, limit, ...(state && { state }) },
    { everyMs: 3_000, keep: true },
  );
  const show = (chosen: string) =>
    setParams({ log: endpointId, ...(chosen !== 'all' && { state: chosen }) }, { replace: true });
  return (
    <section className={classes.log} aria-label={t('log.title', { name })}>
      <div className={classes.bar}>
        <NativeSelect
          label={t('log.filter')}
          value={state ?? 'all'}
          data={STATES.map((value) => ({ value, label: t(`log.${value}`) }))}
          onChange={(event) => show(event.currentTarget.value)}
        />
        {mayManage && (
          <Button variant="default" onClick={() => setReplaying(true)}>
            {t('log.replay')}
          </Button>
        )}
      </div>
      <Loaded from={sent} rows={3} height={64}>
        {({ items, next }) => (
          <>
            {items.length === 0 && <p className={classes.soft}>{t('log.none')}</p>}
            <ul className={classes.list}>
              {items.map((delivery) => (
                <DeliveryLine key={delivery.id} of={delivery} mayManage={mayManage} />
              ))}
            </ul>
            {next && limit < MOST && (
              <Button variant="default" onClick={() => setLimit(limit + MORE)}>
                {t('log.more')}
              </Button>
            )}
          </>
        )}
      </Loaded>
      {replaying && <ReplayDialog of={webhook} onClose={() => setReplaying(false)} />}
    </section>
  );
}
