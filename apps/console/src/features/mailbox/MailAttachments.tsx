import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { MailAttachment, MailDraft } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { FetchDialog } from '../attachments/KeepDialogs.js';
import { VerdictMark } from '../attachments/VerdictMark.js';
import { useFetching } from '../attachments/useFetching.js';
import { useSize } from '../attachments/useSize.js';
import classes from './Mailbox.module.css';
import { useMailboxTexts } from './useMailboxTexts.js';

/** What is not scanned yet changes without an event. */
const WAITING_MS = 5_000;
const isWaiting = ({ place, verdict }: MailAttachment): boolean =>
  place === 'waiting' || (place === 'stored' && verdict === 'unscanned');

/** What was attached, with what the scanner found in it. */
export function MailAttachments({ mail: { id: mailDraftId, attachments } }: { mail: MailDraft }) {
  const t = useMailboxTexts();
  useRead('mailDraft', { mailDraftId }, { everyMs: attachments.some(isWaiting) ? WAITING_MS : undefined });
  if (attachments.length === 0) return null;
  return (
    <Card title={t('draft.attachments')}>
      <ul className={classes.attachments}>
        {attachments.map((file) => (
          <FileRow key={file.id} mailDraftId={mailDraftId} file={file} />
        ))}
      </ul>
      <p className={classes.plain}>{t('draft.custody')}</p>
    </Card>
  );
}

function FileRow({ mailDraftId, file }: { mailDraftId: string; file: MailAttachment }) {
  const sizeText = useSize();
  const { name, size, place, verdict, finding } = file;
  return (
    <li className={classes.attachment}>
      <span className={classes.titled}>
        <bdi>{name}</bdi>
        <span className={classes.soft}>{sizeText(size)}</span>
      </span>
      <span className={classes.titled}>
        {place === 'stored' ? <VerdictMark verdict={verdict} /> : <Absent file={file} />}
        {finding && <span className={classes.soft}>{finding}</span>}
      </span>
      {place === 'stored' && <Fetch mailDraftId={mailDraftId} file={file} />}
    </li>
  );
}

function Absent({ file: { place, kept } }: { file: MailAttachment }) {
  const t = useMailboxTexts();
  if (place === 'none') return kept ? t('draft.empty') : t('draft.notKept');
  return t(place === 'destroyed' ? 'draft.destroyed' : 'draft.waiting');
}

function Fetch({ mailDraftId, file }: { mailDraftId: string; file: MailAttachment }) {
  const t = useMailboxTexts();
  const [asking, setAsking] = useState(false);
  const { fetchIt, isPending, error } = useFetching({ mailDraftId }, file.id);
  if (!agencyMay(useIdentity(), 'mailbox.handle')) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={18} aria-hidden="true" />}
        aria-label={t('act.fetchNamed', { name: file.name })}
        loading={isPending}
        onClick={() => (file.verdict === 'clean' ? fetchIt(null) : setAsking(true))}
      >
        {t('act.fetch')}
      </Button>
      {error && <ErrorNotice error={error} />}
      {asking && <FetchDialog place={{ mailDraftId }} file={file} onClose={() => setAsking(false)} />}
    </>
  );
}
