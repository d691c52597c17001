import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { MailDraft } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Page } from '../../shared/ui/Page.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { DismissDialog } from './DismissDialog.js';
import { MailAttachments } from './MailAttachments.js';
import classes from './Mailbox.module.css';
import { MailMarks, MailStateMark } from './MailMarks.js';
import { useMailboxTexts } from './useMailboxTexts.js';

const LIST = '/incidents/mails';

export function MailPage() {
  const t = useMailboxTexts();
  const { mailDraftId = '' } = useParams();
  const mail = useRead('mailDraft', { mailDraftId });
  return (
    <LoadedPage from={mail} title={t('draft.text')} back={{ to: LIST, label: t('draft.back') }}>
      {(data) => <Mail key={data.id} mail={data} />}
    </LoadedPage>
  );
}

function Mail({ mail }: { mail: MailDraft }) {
  const t = useMailboxTexts();
  return (
    <Page
      title={mail.subject ?? t('noSubject')}
      marks={<MailStateMark state={mail.state} />}
      lead={<Link to={LIST}>{t('draft.back')}</Link>}
      actions={mail.state === 'new' && <Actions mail={mail} />}
    >
      <Outcome mail={mail} />
      {mail.marks.includes('oversize') && <Notice tone="warning">{t('draft.oversize')}</Notice>}
      {mail.marks.includes('invalid') && <Notice tone="warning">{t('draft.invalid')}</Notice>}
      <div className={classes.layout}>
        <div className={classes.column}>
          <Card title={t('draft.text')}>
            <p className={classes.text} dir="auto">
              {mail.text || t('draft.noText')}
            </p>
          </Card>
          <MailAttachments mail={mail} />
        </div>
        <aside className={classes.column}>
          <MailFacts mail={mail} />
          <Notice tone="warning">{t('guess.warning')}</Notice>
        </aside>
      </div>
    </Page>
  );
}

function Actions({ mail }: { mail: MailDraft }) {
  const t = useMailboxTexts();
  const [dismissing, setDismissing] = useState(false);
  if (!agencyMay(useIdentity(), 'mailbox.handle')) return null;
  return (
    <>
      <Button component={Link} to={`/incidents/on-behalf?mail=${mail.id}`}>
        {t('act.declare')}
      </Button>
      <Button variant="default" onClick={() => setDismissing(true)}>
        {t('act.dismiss')}
      </Button>
      {dismissing && <DismissDialog mailDraftId={mail.id} onClose={() => setDismissing(false)} />}
    </>
  );
}

/** What became of it, where something did. */
function Outcome({ mail }: { mail: MailDraft }) {
  const t = useMailboxTexts();
  const nameOf = usePersonName();
  if (mail.state === 'new') return null;
  if (mail.incidentId !== null)
    return (
      <Notice tone="good" actions={<Link to={`/incidents/${mail.incidentId}`}>{t('draft.toIncident')}</Link>}>
        {t('draft.accepted')}
      </Notice>
    );
  return (
    <Notice title={t('draft.dismissed', { name: nameOf(mail.decidedBy) })}>
      <p className={classes.text}>{mail.reason}</p>
    </Notice>
  );
}

function MailFacts({ mail }: { mail: MailDraft }) {
  const t = useMailboxTexts();
  const w = useWords();
  const facilities = useFacilities();
  const { guess } = mail;
  const name = guess && (facilities.get(guess.facilityId)?.name ?? w('unknownFacility'));
  return (
    <Card title={t('draft.facts')}>
      <Facts>
        <Fact label={t('draft.sender')}>
          <span className={classes.titled}>
            {mail.senderName && <bdi>{mail.senderName}</bdi>}
            <bdi>{mail.senderAddress ?? t('noSender')}</bdi>
          </span>
        </Fact>
        <Fact label={t('draft.received')}>
          <Moment at={mail.receivedAt} />
        </Fact>
        <Fact label={t('draft.facility')}>
          <span className={classes.titled}>
            {name ? t('guess.probably', { name }) : t('guess.none')}
            {guess && <span className={classes.soft}>{t(`guess.${guess.reason}`)}</span>}
          </span>
        </Fact>
        <Fact label={t('draft.answered')}>{mail.answered ? t('draft.answeredYes') : t('draft.answeredNo')}</Fact>
        <Fact label={t('column.marks')}>{mail.marks.length > 0 && <MailMarks marks={mail.marks} />}</Fact>
      </Facts>
    </Card>
  );
}
