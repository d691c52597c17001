import { Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { IncidentSummary } from '#libs/contracts';
import { call } from '../../shared/api/call.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import { ManyProgress } from './ManyProgress.js';
import { QualifyFields, type Qualification } from './QualifyFields.js';
import classes from './StepsOfMany.module.css';
import { useIncidentsTexts } from './useIncidentsTexts.js';
import { useMany } from './useMany.js';

const nothing: Qualification = { rsitClass: '', rsitType: '', severity: null, tlp: 'AMBER', malicious: 'unknown' };

interface QualifyManyDialogProps {
  rows: readonly IncidentSummary[];
  left: number;
  onClose: () => void;
  onDone: () => void;
}

/** One qualification for incidents of one cause. */
export function QualifyManyDialog({ rows, left, onClose, onDone }: QualifyManyDialogProps) {
  const t = useIncidentsTexts();
  const draft = useDraft('qualify-many', nothing);
  const { value } = draft;
  const [checked, setChecked] = useState(false);
  const { severity } = value;
  const many = useMany(async (incidentId, key) => {
    if (severity) await call('qualifyIncident', { ...value, severity, incidentId }, { key });
  }, JSON.stringify(value));
  const { run, busy, failed, error } = many;
  const count = rows.length;
  const send = async () => {
    setChecked(true);
    if (!value.rsitClass || !value.rsitType || !severity || !(await run(rows))) return;
    draft.clear();
    notifications.show({ message: t('many.done.qualify', { count }), color: 'teal' });
    onDone();
  };
  const close = busy ? () => undefined : onClose;
  return (
    <Modal opened onClose={close} size="lg" title={t('many.qualify', { count })}>
      <DialogForm
        act={failed.length > 0 ? t('many.again', { count: failed.length }) : t('many.qualify', { count })}
        kept={draft.state}
        busy={busy}
        error={error}
        onSend={() => void send()}
        onClose={close}
      >
        <p className={classes.plain}>{t('many.text.qualify')}</p>
        {left > 0 && <p className={classes.plain}>{t('many.left', { count: left })}</p>}
        <QualifyFields value={value} checked={checked} onChange={(part) => draft.set((old) => ({ ...old, ...part }))} />
        <ManyProgress of={many} count={count} />
      </DialogForm>
    </Modal>
  );
}
