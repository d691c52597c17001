import { Button } from '@mantine/core';
import { Link, useParams } from 'react-router';
import type { Advisory } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { AdvisoryStateMark, TlpMark } from '../../shared/ui/marks.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Page } from '../../shared/ui/Page.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { AcknowledgementBoard } from './AcknowledgementBoard.js';
import classes from './Advisories.module.css';
import { ApprovalActions } from './ApprovalActions.js';
import { AudienceList } from './AudienceList.js';
import { MailPreview } from './MailPreview.js';
import { SubmitAction } from './SubmitAction.js';
import { useAdvisoriesTexts } from './useAdvisoriesTexts.js';

/** One advisory: its text, where it stands, and once sent, who has answered. */
export function AdvisoryPage() {
  const t = useAdvisoriesTexts();
  const { advisoryId = '' } = useParams();
  const advisory = useRead('advisory', { advisoryId });
  return (
    <LoadedPage from={advisory} title={t('record.title')} back={{ to: '/advisories', label: t('record.back') }}>
      {(known) => <Record advisory={known} />}
    </LoadedPage>
  );
}

function Record({ advisory }: { advisory: Advisory }) {
  const t = useAdvisoriesTexts();
  const identity = useIdentity();
  const own = advisory.authorId === identity.personId;
  const mayEdit = advisory.state === 'draft' && agencyMay(identity, 'advisory.write');
  const mayApprove = advisory.state === 'submitted' && agencyMay(identity, 'advisory.approve') && !own;
  return (
    <Page
      title={advisory.texts.fr.title}
      lead={<Link to="/advisories">{t('record.back')}</Link>}
      marks={
        <>
          <AdvisoryStateMark state={advisory.state} />
          <TlpMark tlp={advisory.tlp} />
        </>
      }
      actions={
        <>
          {mayEdit && <SubmitAction advisory={advisory} />}
          {mayEdit && (
            <Button component={Link} to={`/advisories/${advisory.id}/edit`} variant="default">
              {t('record.edit')}
            </Button>
          )}
          {mayApprove && <ApprovalActions advisory={advisory} />}
        </>
      }
    >
      <ExerciseFrame kind={advisory.kind} />
      {advisory.state === 'submitted' && !mayApprove && (
        <Notice title={t('record.waitingTitle')}>{t(own ? 'record.ownText' : 'record.waitingText')}</Notice>
      )}
      {advisory.state === 'draft' && advisory.returnReason && (
        <Notice tone="warning" title={t('record.returned')}>
          {advisory.returnReason}
        </Notice>
      )}
      {advisory.state === 'sent' && <AcknowledgementBoard advisoryId={advisory.id} />}
      <div className={classes.columns}>
        <div className={classes.stack}>
          <Content advisory={advisory} />
          {advisory.state !== 'sent' && <MailPreview of={advisory} />}
        </div>
        <div className={classes.stack}>
          <FactsOf advisory={advisory} />
          {advisory.state !== 'sent' && <AudienceList audience={advisory.audience} />}
        </div>
      </div>
    </Page>
  );
}

function Content({ advisory: { texts, reference } }: { advisory: Advisory }) {
  const t = useAdvisoriesTexts();
  return (
    <div className={classes.stack}>
      <Card title={reference}>
        <p className={classes.text} lang="fr">
          {texts.fr.body}
        </p>
      </Card>
      {texts.en && (
        <Card title={t('record.english')}>
          <div className={classes.stack} lang="en">
            <strong>{texts.en.title}</strong>
            <p className={classes.text}>{texts.en.body}</p>
          </div>
        </Card>
      )}
    </div>
  );
}

function FactsOf({ advisory }: { advisory: Advisory }) {
  const t = useAdvisoriesTexts();
  const w = useWords();
  const nameOf = usePersonName();
  const identity = useIdentity();
  // Names are not for everyone; what a person had to be to do it is known all the same.
  const named = agencyMay(identity, 'people.read');
  const who = (id: string | null, role: string) =>
    id === null || named || id === identity.personId ? nameOf(id) : role;
  return (
    <Card>
      <Facts>
        <Fact label={t('column.respondBy')}>
          {advisory.respondBy && <Moment at={advisory.respondBy} form="stack" />}
        </Fact>
        <Fact label={t('record.author')}>{who(advisory.authorId, t('record.anAnalyst'))}</Fact>
        <Fact label={t('record.approver')}>{who(advisory.approverId, t('record.anApprover'))}</Fact>
        <Fact label={t('record.sent')}>{advisory.sentAt && <Moment at={advisory.sentAt} form="stack" />}</Fact>
        <Fact label={t('audience.title')}>
          {advisory.recipientCount !== null && w('facilities', { count: advisory.recipientCount })}
        </Fact>
        <Fact label={t('record.regional')}>
          {advisory.regionalId && <Link to={`/regional/${advisory.regionalId}`}>{t('record.regional')}</Link>}
        </Fact>
        <Fact label={t('record.csaf')}>
          {advisory.csafId && <Link to={`/inventory/csaf/${advisory.csafId}`}>{t('record.csaf')}</Link>}
        </Fact>
        <Fact label={t('record.changed')}>
          <Moment at={advisory.changedAt} form="stack" />
        </Fact>
      </Facts>
    </Card>
  );
}
