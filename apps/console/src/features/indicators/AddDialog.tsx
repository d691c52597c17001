import { Button, Modal, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { EXTRACT_MAX, type FoundIndicator, type Incident, type IndicatorSource } from '#libs/contracts';
import type { ApiError } from '../../shared/api/ApiError.js';
import { call, type RouteResult } from '../../shared/api/call.js';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { Notice } from '../../shared/ui/Notice.js';
import { FoundList, keyOf } from './FoundList.js';
import classes from './indicators.module.css';
import { useIndicatorsTexts } from './useIndicatorsTexts.js';

type Extracted = RouteResult<'extractIndicators'>;
/** As many as one command takes. */
const AT_ONCE = 500;

/** Proposed at first: what nobody has told to be harmless, and what is not there yet. */
const proposed = ({ items }: Extracted) =>
  new Set(items.filter(({ known, flags }) => !known && flags.length === 0).map(keyOf));

/** Paste a text, tick what comes from the attacker, add. */
export function AddDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const t = useIndicatorsTexts();
  const draft = useDraft(`indicators:${incident.id}`, '');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [source, setSource] = useState<Extract<IndicatorSource, 'typed' | 'text' | 'mail'>>('text');
  const extract = useMutation<Extracted, ApiError, string | undefined>({
    mutationFn: (text) => call('extractIndicators', { incidentId: incident.id, text }),
    onSuccess: (found, text) => {
      setSource(text !== undefined && found.items.length === 1 && text.trim().length < 300 ? 'typed' : 'text');
      setChosen(proposed(found));
    },
  });
  const record = useWrite('recordIndicators', ['indicators', 'journal', 'searchIndicators']);
  const picked = (extract.data?.items ?? []).filter((one) => chosen.has(keyOf(one)));

  /** Portion by portion: what was added before one is refused is known when all are sent again. */
  const send = async () => {
    const items = picked.map(({ type, value }: FoundIndicator) => ({ type, value }));
    let count = 0;
    for (let at = 0; at < items.length; at += AT_ONCE) {
      const portion = items.slice(at, at + AT_ONCE);
      count += (await record.mutateAsync({ incidentId: incident.id, source, items: portion })).recorded;
    }
    draft.clear();
    notifications.show({ message: t('recorded', { count }), color: 'teal' });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} size="xl" title={t('addTitle', { reference: incident.reference })}>
      <DialogForm
        act={t('record', { count: picked.length })}
        kept={draft.state}
        busy={record.isPending}
        disabled={picked.length === 0}
        error={record.error}
        onSend={() => void send().catch(() => undefined)}
        onClose={onClose}
      >
        <Textarea
          label={t('paste')}
          description={t('pasteHelp')}
          autosize
          minRows={4}
          maxRows={10}
          maxLength={EXTRACT_MAX}
          spellCheck={false}
          value={draft.value}
          onChange={(event) => draft.set(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button
            variant="default"
            disabled={draft.value.trim() === ''}
            loading={extract.isPending}
            onClick={() => extract.mutate(draft.value)}
          >
            {t('search')}
          </Button>
          <Button variant="default" loading={extract.isPending} onClick={() => extract.mutate(undefined)}>
            {t('searchOwn')}
          </Button>
        </div>
        {extract.error && <ErrorNotice error={extract.error} />}
        {extract.data && (
          <>
            {extract.data.more && <Notice tone="warning">{t('readPart')}</Notice>}
            <FoundList items={extract.data.items} chosen={chosen} onChange={setChosen} />
          </>
        )}
      </DialogForm>
    </Modal>
  );
}
