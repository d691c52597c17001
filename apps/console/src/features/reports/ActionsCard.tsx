import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { ReportAction, SituationReport } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { anchorOf } from '../tasks/standing.js';
import { touchedByTask } from '../tasks/touched.js';
import classes from './reports.module.css';
import { useReportsTexts } from './useReportsTexts.js';

/** The actions of a report about one incident, as they are kept at the agency: each can become a task there. */
export function ActionsCard({ report }: { report: SituationReport }) {
  const t = useReportsTexts();
  const identity = useIdentity();
  const { actions, actionTasks } = report;
  const mayWrite = agencyMay(identity, 'report.write');
  const isAnyTask = actionTasks.some(({ taskId, mayAdd }) => taskId !== null || (mayAdd && mayWrite));
  if (!isAnyTask) return null;
  return (
    <div data-no-print>
      <Card title={t('actionTasks')}>
        <p className={classes.soft}>{t('actionsHelp')}</p>
        <ul className={classes.list} aria-label={t('actions')}>
          {actions.map((action) => (
            <Action key={action.id} report={report} action={action} mayWrite={mayWrite} />
          ))}
        </ul>
      </Card>
    </div>
  );
}

interface ActionProps {
  report: SituationReport;
  action: ReportAction;
  mayWrite: boolean;
}

function Action({ report, action, mayWrite }: ActionProps) {
  const t = useReportsTexts();
  const add = useWrite('addReportTask', ['report', ...touchedByTask]);
  const known = report.actionTasks.find(({ actionId }) => actionId === action.id);
  return (
    <li>
      <span className={classes.action} dir="auto">
        <strong>{action.text}</strong>
        <span className={classes.soft}>{action.owner}</span>
      </span>
      {known?.taskId ? (
        <Link
          className={classes.done}
          aria-label={t('isTaskOf', { text: action.text })}
          to={`/incidents/${report.incidentId}${anchorOf(known.taskId)}`}
        >
          {t('isTask')}
        </Link>
      ) : (
        mayWrite &&
        known?.mayAdd && (
          <Button
            variant="default"
            aria-label={t('makeTaskOf', { text: action.text })}
            loading={add.isPending}
            onClick={() => add.mutate({ reportId: report.id, actionId: action.id })}
          >
            {t('makeTask')}
          </Button>
        )
      )}
      {add.error && <ErrorNotice error={add.error} />}
    </li>
  );
}
