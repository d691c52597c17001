import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type CommandResult, Tlp, type Webhook, WebhookTopic } from '#libs/contracts';
import { asApiError } from '../../shared/api/ApiError.js';
import { useWrite } from '../../shared/api/queries.js';
import { newId } from '../../shared/ids/newId.js';
import { Choices } from '../../shared/ui/Choice.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { tlpLabel } from '../../shared/vocabulary/tlpLabel.js';
import { SecretDialog } from './SecretDialog.js';
import { useWebhooksTexts } from './useWebhooksTexts.js';
import classes from './Webhooks.module.css';

type Made = CommandResult<'alerting.webhook.create'>;
const REFUSED = [
  'url-invalid',
  'url-scheme',
  'url-credentials',
  'url-port',
  'url-fragment',
  'address-private',
] as const;
const UNDER = ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[];

interface WebhookDialogProps {
  /** Null: the agency's own. */
  facilityId: string | null;
  /** Missing: a new one. */
  before?: Webhook;
  onClose: () => void;
}

/** Asks for what a webhook needs; a new one's secret is shown once. */
export function WebhookDialog({ facilityId, before, onClose }: WebhookDialogProps) {
  const t = useWebhooksTexts();
  const [id] = useState(newId);
  const [made, setMade] = useState<Made | null>(null);
  const [name, setName] = useState(before?.name ?? '');
  const [url, setUrl] = useState(before?.url ?? '');
  const [topics, setTopics] = useState<WebhookTopic[]>(before?.topics ?? [...WebhookTopic.options]);
  const [tlpCeiling, setCeiling] = useState<Tlp>(before?.tlpCeiling ?? 'AMBER');
  const [asked, setAsked] = useState(false);
  const create = useWrite('createWebhook', ['webhooks']);
  const change = useWrite('changeWebhook', ['webhooks']);
  const busy = create.isPending || change.isPending;
  const error = create.error ?? change.error;
  const refused = asApiError(error)?.body.places?.find(({ path }) => path === 'url');
  const why = REFUSED.find((code) => code === refused?.code);
  if (made) return <SecretDialog of={made} onClose={onClose} />;

  const wishes = { name, url, topics, tlpCeiling };
  const complete = name.trim() !== '' && URL.canParse(url.trim()) && topics.length > 0;
  const send = () => {
    setAsked(true);
    if (!complete) return;
    if (before) change.mutate({ endpointId: before.id, ...wishes }, { onSuccess: onClose });
    else create.mutate({ id, facilityId, ...wishes }, { onSuccess: setMade });
  };
  const refusal = why && t(`form.refused.${why}`, { ports: refused?.detail ?? '' });
  const wrongUrl = refusal ?? (asked && !URL.canParse(url.trim()) && t('form.wrong.url'));
  return (
    <ConfirmDialog
      opened
      title={t(before ? 'form.change' : 'form.create')}
      act={t(before ? 'form.changeAct' : 'form.createAct')}
      busy={busy}
      error={error}
      onAct={send}
      onClose={onClose}
    >
      <fieldset disabled={busy} className={classes.fields}>
        <TextInput
          label={t('form.name')}
          description={t('form.nameHelp')}
          inputWrapperOrder={UNDER}
          maxLength={80}
          value={name}
          error={asked && name.trim() === '' && t('form.wrong.name')}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput
          type="url"
          inputMode="url"
          label={t('form.url')}
          description={t('form.urlHelp')}
          inputWrapperOrder={UNDER}
          maxLength={2_000}
          value={url}
          error={wrongUrl}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <Choices
          label={t('form.topics')}
          options={WebhookTopic.options.map((value) => ({ value, label: t(`topic.${value}`) }))}
          value={topics}
          error={asked && topics.length === 0 && t('form.wrong.topics')}
          onChange={setTopics}
        />
        <NativeSelect
          label={t('form.ceiling')}
          description={t('form.ceilingHelp')}
          inputWrapperOrder={UNDER}
          value={tlpCeiling}
          data={Tlp.options.map((value) => ({ value, label: tlpLabel(value) }))}
          onChange={(event) => setCeiling(event.currentTarget.value as Tlp)}
        />
      </fieldset>
    </ConfirmDialog>
  );
}
