import { Modal, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ATTACHMENT_MAX_BYTES, type Incident, Tlp } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { newId } from '../../shared/ids/newId.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Choice } from '../../shared/ui/Choice.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import { tlpLabel } from '../../shared/vocabulary/tlpLabel.js';
import classes from './attachments.module.css';
import { FilesField } from './FilesField.js';
import { sendings } from './sending.js';
import { useAttachmentsTexts } from './useAttachmentsTexts.js';

type Visibility = 'shared' | 'agency';

/** Which files, what they are for, and who will see them. They are sent when it is closed. */
export function AttachDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const t = useAttachmentsTexts();
  const isAgency = agencyMay(useIdentity(), 'attachment.write');
  const purpose = useDraft(`attach:${incident.id}`, '');
  const limits = useRead('attachments', { incidentId: incident.id, limit: 1 });
  const maxBytes = limits.data?.maxBytes ?? ATTACHMENT_MAX_BYTES;
  const [files, setFiles] = useState<File[]>([]);
  const [tlp, setTlp] = useState<Tlp | null>(null);
  const [visibility, setVisibility] = useState<Visibility>('shared');
  const [checked, setChecked] = useState(false);
  const why = purpose.value.trim();
  const send = () => {
    setChecked(true);
    if (why === '' || files.length === 0) return;
    const of = { incidentId: incident.id, purpose: why, tlp, visibility };
    for (const file of files) {
      const id = newId();
      sendings.enqueue(file, { id, incidentId: incident.id }, { ...of, id, name: file.name, size: file.size });
    }
    purpose.clear();
    onClose();
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t('addTitle', { reference: incident.reference })}>
      <DialogForm
        act={t('send', { count: files.length })}
        kept={purpose.state}
        busy={false}
        error={null}
        onSend={send}
        onClose={onClose}
      >
        <FilesField files={files} maxBytes={maxBytes} missing={checked && files.length === 0} onChange={setFiles} />
        <Textarea
          label={t('purpose')}
          description={t('purposeHelp')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={500}
          value={purpose.value}
          error={checked && why === '' && t('purposeNeeded')}
          onChange={(event) => purpose.set(event.currentTarget.value)}
        />
        {isAgency ? (
          <Choice
            label={t('who')}
            options={(['shared', 'agency'] as const).map((value) => ({ value, label: t(`visibility.${value}`) }))}
            value={visibility}
            onChange={setVisibility}
          />
        ) : (
          <p className={classes.soft}>{t('seenByBoth')}</p>
        )}
        <NativeSelect
          label={t('tlp')}
          value={tlp ?? ''}
          data={[
            { value: '', label: t('tlpOfIncident', { tlp: tlpLabel(incident.tlp) }) },
            ...Tlp.options.map((value) => ({ value, label: tlpLabel(value) })),
          ]}
          onChange={(event) => {
            const chosen = Tlp.safeParse(event.currentTarget.value);
            setTlp(chosen.success ? chosen.data : null);
          }}
        />
      </DialogForm>
    </Modal>
  );
}
