import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Advisory } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { TlpMark } from '../../shared/ui/marks.js';
import classes from './Advisories.module.css';
import { useAudience } from './AudienceList.js';
import { useAdvisoriesTexts } from './useAdvisoriesTexts.js';

const touches = ['advisories', 'advisory', 'acknowledgements', 'previewAudience'] as const;

/** What the second person does: send it to the list they see, or return it with what has to be corrected. */
export function ApprovalActions({ advisory }: { advisory: Advisory }) {
  const t = useAdvisoriesTexts();
  const { count = 0, digest } = useAudience(advisory.audience).data ?? {};
  const [open, setOpen] = useState<'approve' | 'return' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button disabled={count === 0} onClick={() => setOpen('approve')}>
        {t('approve.act', { count })}
      </Button>
      <Button variant="default" onClick={() => setOpen('return')}>
        {t('approve.return')}
      </Button>
      {open === 'approve' && <ApproveDialog advisory={advisory} count={count} digest={digest} onClose={close} />}
      {open === 'return' && <ReturnDialog advisoryId={advisory.id} onClose={close} />}
    </>
  );
}

interface ApproveProps {
  advisory: Advisory;
  count: number;
  digest: string | undefined;
  onClose: () => void;
}

function ApproveDialog({ advisory, count, digest, onClose }: ApproveProps) {
  const t = useAdvisoriesTexts();
  // What was on the screen when the dialog opened: a text or list that arrives behind it has not been read.
  const [seen] = useState({ expectedVersion: advisory.version, expectedDigest: digest, expectedCount: count });
  const [typed, setTyped] = useState('');
  const approve = useWrite('approveAdvisory', touches);
  return (
    <ConfirmDialog
      opened
      title={t('approve.title')}
      act={t('approve.act', { count })}
      busy={approve.isPending}
      error={approve.error}
      disabled={typed.trim() !== String(count)}
      onAct={() => approve.mutate({ advisoryId: advisory.id, ...seen }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p className={classes.marks}>
        <strong>{advisory.texts.fr.title}</strong> <TlpMark tlp={advisory.tlp} />
      </p>
      <p className={classes.soft}>{t('approve.text')}</p>
      <TextInput
        label={t('approve.confirm', { count })}
        inputMode="numeric"
        autoComplete="off"
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

function ReturnDialog({ advisoryId, onClose }: { advisoryId: string; onClose: () => void }) {
  const t = useAdvisoriesTexts();
  const draft = useDraft(`return:${advisoryId}`, '');
  const reason = draft.value;
  const [missing, setMissing] = useState(false);
  const giveBack = useWrite('returnAdvisory', touches);
  const send = () => {
    if (reason.trim() === '') setMissing(true);
    else
      giveBack.mutate(
        { advisoryId, reason },
        {
          onSuccess: () => {
            draft.clear();
            onClose();
          },
        },
      );
  };
  return (
    <ConfirmDialog
      opened
      title={t('approve.returnTitle')}
      act={t('approve.return')}
      busy={giveBack.isPending}
      error={giveBack.error}
      onAct={send}
      onClose={onClose}
    >
      <Textarea
        label={t('approve.reason')}
        autosize
        minRows={3}
        data-autofocus
        value={reason}
        error={missing && t('approve.reasonNeeded')}
        onChange={(event) => {
          draft.set(event.currentTarget.value);
          setMissing(false);
        }}
      />
      <KeptMark state={giveBack.isPending ? 'sending' : draft.state} />
    </ConfirmDialog>
  );
}
