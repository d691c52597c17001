import { Button, Group, Modal, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { RegimePreview, RegimeVersion } from '#libs/contracts';
import type { ApiError } from '../../shared/api/ApiError.js';
import { call, type RouteInput } from '../../shared/api/call.js';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { useNow } from '../../shared/time/useNow.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { Notice } from '../../shared/ui/Notice.js';
import { useUi } from '../../shared/ui/useUi.js';
import type { Faults } from './faults.js';
import { formOf, read, type RegimeForm } from './form.js';
import { Preview } from './Preview.js';
import { RegimeFields } from './RegimeFields.js';
import { useRegimesTexts } from './useRegimesTexts.js';

const DAY = 86_400_000;
/** A field that is wrong, and the first answer of a question that is. */
const WRONG = '[aria-invalid="true"], fieldset:has(> [data-fault]) input';
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
  const draft = useDraft(`regime-version:${regime.code}:${regime.version}`, first);
  const [faults, setFaults] = useState<Faults>({});
  const fields = useRef<HTMLDivElement>(null);
  const preview = useMutation<RegimePreview, ApiError, Body>({ mutationFn: (body) => call('previewRegime', body) });
  const save = useWrite('saveRegime', ['regimes', 'clocks']);
  const form = draft.value;
  const change = (part: Partial<RegimeForm>) => {
    // What was looked at is no longer what would be saved.
    preview.reset();
    setFaults({});
    draft.set((old) => ({ ...old, ...part }));
  };
  const discard = () => {
    draft.clear();
    onClose();
  };
  const look = () => {
    const written = read(form, regime.code);
    setFaults('faults' in written ? written.faults : {});
    if ('body' in written) preview.mutate(written.body);
    // Once it is painted as wrong.
    else requestAnimationFrame(() => fields.current?.querySelector<HTMLElement>(WRONG)?.focus());
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
  const wrong = Object.keys(faults).length;
  const faultAt = (place: string) => {
    const fault = faults[place];
    return fault && t(`fault.${fault}`);
  };

  return (
    <Modal opened onClose={onClose} size="xl" title={t('form.title', { name: regime.definition.name[locale] })}>
      <Stack>
        <div ref={fields}>
          <RegimeFields form={form} disabled={save.isPending} faultAt={faultAt} onChange={change} />
        </div>
        {wrong > 0 && (
          <Notice tone="error" spoken>
            {t('form.wrong', { count: wrong })}
          </Notice>
        )}
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
