import { Button } from '@mantine/core';
import { useState } from 'react';
import type { WebhookDelivery, WebhookTopic } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { Moment } from '../../shared/time/Moment.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { ExerciseMark } from '../../shared/ui/marks.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { failureKey } from './failureKey.js';
import { useWebhooksTexts } from './useWebhooksTexts.js';
import classes from './Webhooks.module.css';

/** One message: what it was about, whether it arrived, and each attempt when asked. */
export function DeliveryLine({ of: delivery, mayManage }: { of: WebhookDelivery; mayManage: boolean }) {
  const t = useWebhooksTexts();
  const { id: deliveryId, endpointId, state, failure, status } = delivery;
  const [open, setOpen] = useState(false);
  const again = useWrite('replayWebhook', ['webhookDeliveries', 'webhookDelivery']);
  const type = t(`topic.${delivery.type as WebhookTopic}`);
  const named = { type, id: delivery.messageId.slice(-6) };
  return (
    <li className={classes.delivery}>
      <div className={classes.head}>
        <strong>{type}</strong>
        <ExerciseMark kind={delivery.kind} />
        <span className={classes.state} data-state={state}>
          {t(`log.state.${state}`)}
        </span>
      </div>
      <div className={classes.soft}>
        <Moment at={delivery.at} /> · {t('log.attempts', { count: delivery.attempts })}
        {status !== null && ` · ${t('log.answered', { status })}`}
        {failure && ` · ${t(`failure.${failureKey(failure)}`)}`}
        {state === 'open' && delivery.attempts > 0 && delivery.nextAt && (
          <>
            {' · '}
            {t('log.next')} <Moment at={delivery.nextAt} />
          </>
        )}
      </div>
      <div className={classes.actions}>
        <Button
          variant="subtle"
          aria-expanded={open}
          aria-label={t(open ? 'log.hideOf' : 'log.detailsOf', named)}
          onClick={() => setOpen(!open)}
        >
          {t(open ? 'log.hide' : 'log.details')}
        </Button>
        {mayManage && state !== 'open' && (
          <Button
            variant="subtle"
            loading={again.isPending}
            aria-label={t('log.againOf', named)}
            onClick={() => again.mutate({ endpointId, deliveryId })}
          >
            {t('log.again')}
          </Button>
        )}
      </div>
      {again.error && <ErrorNotice error={again.error} />}
      {open && <Attempts endpointId={endpointId} deliveryId={deliveryId} />}
    </li>
  );
}

/** What a tool answered is text and nothing else: React writes it as such. */
function Attempts({ endpointId, deliveryId }: { endpointId: string; deliveryId: string }) {
  const t = useWebhooksTexts();
  const delivery = useRead('webhookDelivery', { endpointId, deliveryId }, { everyMs: 5_000 });
  return (
    <Loaded from={delivery} rows={2} height={48}>
      {({ tries, body, messageId }) => (
        <div className={classes.stack}>
          <p>
            {t('log.id')} : <code>{messageId}</code>
          </p>
          {tries.map(({ number, at, status, failure, durationMs, answer }) => (
            <div key={number}>
              <p className={classes.label}>
                {t('log.attempt', { number })} · <Moment at={at} /> · {t('log.took', { ms: durationMs })}
                {status !== null && ` · ${t('log.answered', { status })}`}
                {failure && ` · ${t(`failure.${failureKey(failure)}`)}`}
              </p>
              {answer && (
                <pre className={classes.pre} tabIndex={0} role="group" aria-label={t('log.answer')}>
                  {answer}
                </pre>
              )}
            </div>
          ))}
          {body && (
            <pre className={classes.pre} tabIndex={0} role="group" aria-label={t('log.body')} translate="no">
              {JSON.stringify(JSON.parse(body), undefined, 2)}
            </pre>
          )}
        </div>
      )}
    </Loaded>
  );
}
