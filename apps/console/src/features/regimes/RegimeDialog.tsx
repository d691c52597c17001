import { Button, Checkbox, Modal, Textarea, TextInput, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { RegimePreview, RegimeVersion } from '#libs/contracts';
import type { ApiError } from '../../shared/api/ApiError.js';
import { call, type RouteInput } from '../../shared/api/call.js';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { LocalTimeInput } from '../../shared/time/LocalTimeInput.js';
import { useNow } from '../../shared/time/useNow.js';
import { PARIS } from '../../shared/time/zones.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { Notice } from '../../shared/ui/Notice.js';
import { useUi } from '../../shared/ui/useUi.js';
import { formOf, read, type RegimeForm } from './form.js';
import { Preview } from './Preview.js';
import classes from './regimes.module.css';
import { StageFields } from './StageFields.js';
import { useRegimesTexts } from './useRegimesTexts.js';

const DAY = 86_400_000;
type Body = RouteInput<'saveRegime'>;

interface RegimeDialogProps {
  regime: RegimeVersion;
  onClose: () => void;
}

/** Writes a new version, shows what it would change, and saves it then. */
export function RegimeDialog({ regime, onClose }: RegimeDialogProps) {
  const t = useRegimesTexts();
  const ui = useUi();
  const locale = useLocale();
  const now = useNow();
  const [first] = useState(() => formOf(regime, new Date(now.getTime() + DAY)));
  const draft = useDraft(`regime:${regime.code}:${regime.version}`, first);
  const [places, setPlaces] = useState<string[]>([]);
  const preview = useMutation<RegimePreview, ApiError, Body>({ mutationFn: (body) => call('previewRegime', body) });
  const save = useWrite('saveRegime', ['regimes', 'clocks']);
  const form = draft.value;
  const change = (part: Partial<RegimeForm>) => {
    // What was looked at is no longer what would be saved.
    preview.reset();
    draft.set((old) => ({ ...old, ...part }));
  };
  const discard = () => {
    draft.clear();
    onClose();
  };
  const look = () => {
    const written = read(form, regime);
    setPlaces('places' in written ? written.places : []);
    if ('body' in written) preview.mutate(written.body);
  };
  const keep = () => {
    if (!preview.variables) return;
    save.mutate(preview.variables, {
      onSuccess: ({ version }) => {
        notifications.show({ message: t('form.saved', { version }), color: 'teal' });
        discard();
      },
    });
  };
  const error = preview.error ?? save.error;

  return (
    <Modal opened onClose={onClose} size="xl" title={t('form.title', { name: regime.definition.name[locale] })}>
      <Stack>
        <fieldset disabled={save.isPending} className={classes.fields}>
          <LocalTimeInput
            name="validFrom"
            label={t('form.validFrom')}
            description={t('form.validFromHelp')}
            zone={PARIS}
            value={form.validFrom}
            onChange={(validFrom) => change({ validFrom })}
          />
          <LocalTimeInput
            name="validTo"
            label={t('form.validTo')}
            zone={PARIS}
            value={form.validTo}
            onChange={(validTo) => change({ validTo })}
          />
          <TextInput
            label={t('form.basisFr')}
            value={form.basisFr}
            onChange={(event) => change({ basisFr: event.currentTarget.value })}
          />
          <TextInput
            label={t('form.basisEn')}
            value={form.basisEn}
            onChange={(event) => change({ basisEn: event.currentTarget.value })}
          />
          <Checkbox
            className={classes.wide}
            label={t('form.toConfirm')}
            checked={form.toConfirm}
            onChange={(event) => change({ toConfirm: event.currentTarget.checked })}
          />
          {regime.definition.stages.map((stage, index) => (
            <StageFields
              key={stage.code}
              name={stage.name[locale]}
              form={form.stages[index]}
              onChange={(changed) =>
                change({ stages: form.stages.map((old, at) => (at === index ? { ...old, ...changed } : old)) })
              }
            />
          ))}
          <Textarea
            className={classes.wide}
            label={t('form.applies')}
            description={t('form.appliesHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autosize
            minRows={4}
            maxRows={14}
            spellCheck={false}
            value={form.applies}
            onChange={(event) => change({ applies: event.currentTarget.value })}
          />
        </fieldset>
        {places.length > 0 && <Notice tone="error">{t('form.wrong', { places: places.join(', ') })}</Notice>}
        {preview.data && <Preview preview={preview.data} />}
        {error && <ErrorNotice error={error} />}
        <Group justify="space-between">
          <KeptMark state={save.isPending ? 'sending' : draft.state} />
          <Group ml="auto">
            <Button variant="default" onClick={discard}>
              {ui('confirm.cancel')}
            </Button>
            {preview.data ? (
              <Button loading={save.isPending} onClick={keep}>
                {t('form.save', { count: preview.data.changed })}
              </Button>
            ) : (
              <Button loading={preview.isPending} onClick={look}>
                {t('form.preview')}
              </Button>
            )}
          </Group>
        </Group>
      </Stack>
    </Modal>
  );
}
