import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Webhook } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { TlpMark } from '../../shared/ui/marks.js';
import { Notice } from '../../shared/ui/Notice.js';
import { RemoveDialog } from './RemoveDialog.js';
import { RotateDialog } from './RotateDialog.js';
import { useWebhooksTexts } from './useWebhooksTexts.js';
import { WebhookDialog } from './WebhookDialog.js';
import { WebhookLog } from './WebhookLog.js';
import classes from './Webhooks.module.css';

type Dialog = 'change' | 'rotate' | 'remove' | null;
type Act = 'test' | 'log' | 'hideLog' | 'change' | 'pause' | 'resume' | 'enable' | 'rotate' | 'remove';

/** One webhook: where it goes, whether it works, and what can be done with it. */
export function WebhookLine({ of: webhook, mayManage }: { of: Webhook; mayManage: boolean }) {
  const t = useWebhooksTexts();
  const { id: endpointId, name, state, disabledFor } = webhook;
  const [params, setParams] = useSearchParams();
  const [dialog, setDialog] = useState<Dialog>(null);
  const shown = params.get('log') === endpointId;
  const showLog = (show: boolean) => setParams(show ? { log: endpointId } : {}, { replace: true });
  const pause = useWrite('pauseWebhook', ['webhooks', 'webhookDeliveries']);
  const resume = useWrite('resumeWebhook', ['webhooks', 'webhookDeliveries']);
  const ping = useWrite('pingWebhook', ['webhooks', 'webhookDeliveries']);
  const test = () =>
    ping.mutate(
      { endpointId },
      {
        onSuccess: () => {
          notifications.show({ message: t('tested') });
          showLog(true);
        },
      },
    );
  const button = (act: Act, onClick: () => void, busy = false) => (
    <Button variant="default" loading={busy} aria-label={t('act.of', { act: t(`act.${act}`), name })} onClick={onClick}>
      {t(`act.${act}`)}
    </Button>
  );
  const standing = state === 'active' && webhook.failingSince !== null ? 'failing' : state;
  const rest = state === 'disabled' ? 'enable' : 'resume';
  return (
    <li>
      <Card>
        <div className={classes.stack}>
          <div className={classes.head}>
            <h2 className={classes.name}>{name}</h2>
            <span className={classes.state} data-state={standing}>
              {t(`state.${standing}`)}
            </span>
          </div>
          {disabledFor && <Notice tone="warning">{t(`why.${disabledFor}`)}</Notice>}
          <WebhookFacts of={webhook} />
          <div className={classes.actions}>
            {mayManage && state === 'active' && button('test', test, ping.isPending)}
            {button(shown ? 'hideLog' : 'log', () => showLog(!shown))}
            {mayManage && button('change', () => setDialog('change'))}
            {mayManage && state === 'active' && button('pause', () => pause.mutate({ endpointId }), pause.isPending)}
            {mayManage && state !== 'active' && button(rest, () => resume.mutate({ endpointId }), resume.isPending)}
            {mayManage && button('rotate', () => setDialog('rotate'))}
            {mayManage && button('remove', () => setDialog('remove'))}
          </div>
          {[ping, pause, resume].map(({ error }, index) => error && <ErrorNotice key={index} error={error} />)}
          {shown && <WebhookLog of={webhook} mayManage={mayManage} />}
        </div>
      </Card>
      {dialog === 'change' && (
        <WebhookDialog facilityId={webhook.facilityId} before={webhook} onClose={() => setDialog(null)} />
      )}
      {dialog === 'rotate' && <RotateDialog of={webhook} onClose={() => setDialog(null)} />}
      {dialog === 'remove' && <RemoveDialog of={webhook} onClose={() => setDialog(null)} />}
    </li>
  );
}

function WebhookFacts({ of: webhook }: { of: Webhook }) {
  const t = useWebhooksTexts();
  return (
    <Facts>
      <Fact label={t('facts.address')}>
        <code className={classes.address}>{webhook.url}</code>
      </Fact>
      <Fact label={t('facts.topics')}>
        <ul className={classes.topics}>
          {webhook.topics.map((topic) => (
            <li key={topic}>{t(`topic.${topic}`)}</li>
          ))}
        </ul>
      </Fact>
      <Fact label={t('facts.ceiling')}>
        <TlpMark tlp={webhook.tlpCeiling} />
      </Fact>
      <Fact label={t('facts.last')}>
        {webhook.lastSuccessAt ? <Moment at={webhook.lastSuccessAt} /> : t('facts.never')}
      </Fact>
      {webhook.failingSince && (
        <Fact label={t('facts.failing')}>
          <Moment at={webhook.failingSince} />
        </Fact>
      )}
      {webhook.oldSecretUntil && (
        <Fact label={t('facts.old')}>
          <Moment at={webhook.oldSecretUntil} />
        </Fact>
      )}
    </Facts>
  );
}
