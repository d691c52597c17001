import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { SituationReport } from '#libs/contracts';
import type { ApiError } from '../../shared/api/ApiError.js';
import { call, callFile } from '../../shared/api/call.js';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { download } from '../../shared/export/download.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { ExerciseMark, TlpMark } from '../../shared/ui/marks.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Page } from '../../shared/ui/Page.js';
import { ActionsCard } from './ActionsCard.js';
import { Content } from './Blocks.js';
import classes from './reports.module.css';
import { ReplaceDialog } from './ReplaceDialog.js';
import { useReportsTexts } from './useReportsTexts.js';
import { type Writing, useWriting } from './useWriting.js';
import { WritingCard } from './WritingCard.js';
import { isHalf } from './written.js';

/** One report: its texts while it is a draft, and all of it as its readers see it. */
export function ReportPage() {
  const t = useReportsTexts();
  const { reportId = '' } = useParams();
  const report = useRead('report', { reportId });
  return (
    <LoadedPage from={report} title={t('title')} back={{ to: '/reports', label: t('title') }}>
      {(data) => <Record key={data.id} report={data} isReading={report.isFetching} />}
    </LoadedPage>
  );
}

interface RecordProps {
  report: SituationReport;
  /** It is being read again: what is approved is what is on the screen. */
  isReading: boolean;
}

interface StepsProps extends RecordProps {
  writing: Writing;
}

function Record({ report, isReading }: RecordProps) {
  const t = useReportsTexts();
  const identity = useIdentity();
  const nameOf = usePersonName();
  const { number, name, state, kind, tlp, asOf, territory, content, locale, issuedBy, issuedAt, reason } = report;
  const writes = agencyMay(identity, 'report.write') && state === 'draft';
  const writing = useWriting(report);
  return (
    <Page
      title={number}
      marks={
        <span className={classes.buttons}>
          <ExerciseMark kind={kind} />
          <span className={classes.state}>{t(`state.${state}`)}</span>
          <TlpMark tlp={tlp} />
        </span>
      }
      lead={
        <span className={classes.lead}>
          <Link to="/reports">{t('title')}</Link>
          <strong>{name}</strong>
          <span>
            {t('asOf')} <Moment at={asOf} territory={territory} form="clocks" />
          </span>
        </span>
      }
      actions={<Files report={report} />}
    >
      <ExerciseFrame kind={kind} />
      {issuedAt && (
        <p className={classes.soft}>
          {issuedBy ? t('issuedAt', { name: nameOf(issuedBy) }) : t('issuedAtAgency')}{' '}
          <Moment at={issuedAt} territory={territory} form="clocks" />
        </p>
      )}
      {state === 'draft' && <Notice>{t('draftNotice')}</Notice>}
      {reason && <Notice tone="warning">{t('withdrawnFor', { reason })}</Notice>}
      {report.supersededBy && (
        <Notice tone="warning" actions={<Link to={`/reports/${report.supersededBy}`}>{t('openNewer')}</Link>}>
          {t('superseded')}
        </Notice>
      )}
      {report.supersedes && (
        <p className={classes.soft} data-no-print>
          <Link to={`/reports/${report.supersedes}`}>{t(state === 'draft' ? 'willReplace' : 'replaces')}</Link>
        </p>
      )}
      {writes && writing.ready && <WritingCard report={report} writing={writing} />}
      <Card title={t('preview')}>
        <Content content={content} lang={locale} />
      </Card>
      <ActionsCard report={report} />
      <Steps report={report} isReading={isReading} writing={writing} />
    </Page>
  );
}

function Files({ report: { id: reportId } }: { report: SituationReport }) {
  const t = useReportsTexts();
  const pdf = useMutation<void, ApiError>({
    mutationFn: async () => {
      const { name, content } = await callFile('reportPdf', { reportId });
      download(name, content);
    },
  });
  const html = useMutation<void, ApiError>({
    mutationFn: async () => {
      const file = await call('reportHtml', { reportId });
      download(file.fileName, file.html, 'text/html;charset=utf-8');
    },
  });
  return (
    <>
      <Button loading={pdf.isPending} onClick={() => pdf.mutate()}>
        {t('pdf')}
      </Button>
      <Button variant="default" loading={html.isPending} onClick={() => html.mutate()}>
        {t('html')}
      </Button>
      {(pdf.error ?? html.error) && <ErrorNotice error={pdf.error ?? html.error} />}
    </>
  );
}

/** Approving it, taking it back, or beginning what takes its place. */
function Steps({ report, isReading, writing }: StepsProps) {
  const t = useReportsTexts();
  const identity = useIdentity();
  const withdraw = useWrite('withdrawReport', ['report', 'reports']);
  const [asked, setAsked] = useState<'issue' | 'replace' | 'withdraw' | null>(null);
  const [reason, setReason] = useState('');
  const { id: reportId, version, number, state } = report;
  const mayIssue = agencyMay(identity, 'report.issue') && (state === 'draft' || state === 'issued');
  const mayReplace = agencyMay(identity, 'report.write') && state === 'issued';
  if (!mayIssue && !mayReplace) return null;
  const close = () => setAsked(null);
  return (
    <div className={classes.stack} data-no-print>
      {(asked === null || asked === 'replace') && (
        <div className={classes.buttons}>
          {mayIssue && state === 'draft' && <Button onClick={() => setAsked('issue')}>{t('issue')}</Button>}
          {mayReplace && (
            <Button variant="default" onClick={() => setAsked('replace')}>
              {t('replace')}
            </Button>
          )}
          {mayIssue && (
            <Button variant="default" onClick={() => setAsked('withdraw')}>
              {t('withdraw')}
            </Button>
          )}
        </div>
      )}
      {asked === 'issue' && <Issuing report={report} isReading={isReading} writing={writing} onDone={close} />}
      {asked === 'replace' && <ReplaceDialog report={report} onClose={close} />}
      {asked === 'withdraw' && (
        <Card title={t('withdrawTitle', { number })}>
          <div className={classes.stack}>
            <Textarea
              label={t('reason')}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <Button
              disabled={reason.trim() === ''}
              loading={withdraw.isPending || isReading}
              onClick={() => withdraw.mutate({ reportId, version, reason: reason.trim() }, { onSuccess: close })}
            >
              {t('withdraw')}
            </Button>
          </div>
        </Card>
      )}
      {withdraw.error && <ErrorNotice error={withdraw.error} />}
    </div>
  );
}

/** What is approved is what the agency keeps: what is typed and not saved would be missing. */
function Issuing({ report, isReading, writing, onDone }: StepsProps & { onDone: () => void }) {
  const t = useReportsTexts();
  const issue = useWrite('issueReport', ['report', 'reports']);
  const { id: reportId, version, number } = report;
  const { isTyped, isConflict, shown, state } = writing;
  return (
    <Card title={t('issueTitle', { number })}>
      <div className={classes.stack}>
        <p>{t('issueText')}</p>
        {isTyped && (
          <Notice
            tone="warning"
            spoken
            title={t('unsavedTitle')}
            actions={
              <Button
                variant="default"
                loading={state === 'sending'}
                disabled={isConflict}
                onClick={() => void writing.save()}
              >
                {t('save')}
              </Button>
            }
          >
            <p>{t(shown.actions.some(isHalf) ? 'actionsHalf' : 'unsaved')}</p>
          </Notice>
        )}
        {issue.error && <ErrorNotice error={issue.error} />}
        <Button
          disabled={isTyped}
          loading={issue.isPending || isReading}
          onClick={() => issue.mutate({ reportId, version }, { onSuccess: onDone })}
        >
          {t('issue')}
        </Button>
      </div>
    </Card>
  );
}
