import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import type { Attachment, CommandResult } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { Moment } from '../../shared/time/Moment.js';
import { useMomentText } from '../../shared/time/useMomentText.js';
import { Card } from '../../shared/ui/Card.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Page } from '../../shared/ui/Page.js';
import { TlpMark } from '../../shared/ui/marks.js';
import { AttachmentActions } from './AttachmentActions.js';
import classes from './attachments.module.css';
import { CustodyTable } from './CustodyTable.js';
import { useAttachmentsTexts } from './useAttachmentsTexts.js';
import { useSize } from './useSize.js';
import { VerdictMark } from './VerdictMark.js';

type Found = CommandResult<'incident.attachment.get'>;

export function AttachmentPage() {
  const t = useAttachmentsTexts();
  const { incidentId = '', attachmentId = '' } = useParams();
  const found = useRead('attachment', { incidentId, attachmentId });
  const back = { to: `/incidents/${incidentId}`, label: t('page.back') };
  return (
    <LoadedPage from={found} title={t('page.title')} back={back}>
      {(data) => <AttachmentRecord {...data} />}
    </LoadedPage>
  );
}

function AttachmentRecord({ attachment, custody, custodyOmitted, fetchedAsClean }: Found) {
  const t = useAttachmentsTexts();
  const { incidentId, name, state } = attachment;
  const incident = useRead('incident', { incidentId });
  const territory = incident.data?.territory;
  return (
    <Page
      title={name}
      marks={<TlpMark tlp={attachment.tlp ?? incident.data?.tlp ?? 'AMBER'} />}
      lead={<Link to={`/incidents/${incidentId}`}>{incident.data?.reference ?? t('page.back')}</Link>}
      actions={<AttachmentActions attachment={attachment} facilityId={incident.data?.facilityId ?? ''} />}
    >
      {state === 'destroyed' && <Notice title={t('page.destroyedTitle')}>{t('page.destroyedText')}</Notice>}
      <Withdrawn attachment={attachment} fetchedAsClean={fetchedAsClean} />
      <Card title={t('page.facts')}>
        <AttachmentFacts attachment={attachment} territory={territory} />
      </Card>
      <Card
        title={t('page.custody')}
        aside={
          <Button
            variant="default"
            data-no-print
            leftSection={<IconPrinter size={18} aria-hidden="true" />}
            onClick={() => print()}
          >
            {t('page.print')}
          </Button>
        }
      >
        <div className={classes.stack}>
          <p className={classes.soft}>{t('page.custodyHelp')}</p>
          <CustodyTable lines={custody} omitted={custodyOmitted} territory={territory} />
        </div>
      </Card>
    </Page>
  );
}

/** Clean once, and no more: who has had it meanwhile stands below. */
function Withdrawn({ attachment: { state, verdict }, fetchedAsClean }: Pick<Found, 'attachment' | 'fetchedAsClean'>) {
  const t = useAttachmentsTexts();
  if (state !== 'stored' || verdict === 'clean' || fetchedAsClean === null) return null;
  const text = fetchedAsClean === 0 ? t('page.withdrawnUnread') : t('page.withdrawnRead', { count: fetchedAsClean });
  return (
    <Notice tone="warning" title={t('page.withdrawn')}>
      {text}
    </Notice>
  );
}

function AttachmentFacts({ attachment, territory }: { attachment: Attachment; territory: string | undefined }) {
  const t = useAttachmentsTexts();
  const locale = useLocale();
  const sizeText = useSize();
  const momentText = useMomentText();
  const { name, originalName, size, sha256, purpose, state, verdict, finding, signaturesAt, scannedAt } = attachment;
  const bytes = size.toLocaleString(locale);
  return (
    <Facts>
      <Fact label={t('page.scan')}>
        {state !== 'destroyed' && (
          <>
            <VerdictMark verdict={verdict} />
            {finding && <div>{finding}</div>}
            {scannedAt && (
              <div className={classes.soft}>
                {signaturesAt
                  ? t('page.signatures', { date: momentText(signaturesAt, territory) })
                  : t('page.signaturesUnknown')}
              </div>
            )}
          </>
        )}
      </Fact>
      <Fact label={t('page.purpose')}>{purpose}</Fact>
      <Fact label={t('page.attached')}>
        {t(`by.${attachment.source === 'mail' ? attachment.source : attachment.side}`)}{' '}
        <Moment at={attachment.storedAt ?? attachment.begunAt} territory={territory} />
      </Fact>
      <Fact label={t('page.size')}>
        {size < 1024 ? sizeText(size) : t('page.bytes', { size: sizeText(size), bytes })}
      </Fact>
      <Fact label={t('page.sha256')}>
        {sha256 && (
          <>
            <span className={classes.hash}>{sha256}</span>
            <div className={classes.soft}>{t('page.sha256Help')}</div>
          </>
        )}
      </Fact>
      <Fact label={t('page.originalName')}>
        {originalName !== name && <span className={classes.hash}>{visible(originalName)}</span>}
      </Fact>
    </Facts>
  );
}

/** What hides in a name is written out. */
const visible = (name: string): string =>
  name.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (mark) => `<U+${mark.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}>`,
  );
