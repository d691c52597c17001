import { Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Sighting } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import classes from './indicators.module.css';
import { useIndicatorsTexts } from './useIndicatorsTexts.js';
import { shownValue } from './Value.js';

/** Takes an indicator back, with a reason: it is kept and can come again. */
export function WithdrawDialog({ sighting, onClose }: { sighting: Sighting; onClose: () => void }) {
  const t = useIndicatorsTexts();
  const { id, incidentId, version } = sighting;
  const draft = useDraft(`withdraw-indicator:${id}`, '');
  const [checked, setChecked] = useState(false);
  const write = useWrite('withdrawIndicator', ['indicators', 'journal', 'searchIndicators']);
  const reason = draft.value.trim();
  const send = () => {
    setChecked(true);
    if (reason === '') return;
    const done = () => {
      draft.clear();
      onClose();
    };
    write.mutate({ incidentId, sightingId: id, version, reason }, { onSuccess: done });
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t('withdrawTitle', { value: shownValue(sighting) })}>
      <DialogForm
        act={t('withdraw')}
        kept={draft.state}
        busy={write.isPending}
        error={write.error}
        onSend={send}
        onClose={onClose}
      >
        <p className={classes.soft}>{t('withdrawHelp')}</p>
        <Textarea
          label={t('reason')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={500}
          value={draft.value}
          error={checked && reason === '' && t('reasonNeeded')}
          onChange={(event) => draft.set(event.currentTarget.value)}
        />
      </DialogForm>
    </Modal>
  );
}
