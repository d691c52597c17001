import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { SituationReportSummary } from '#libs/contracts';
import { usePages } from '../../shared/table/usePages.js';
import { useFilters } from '../../shared/table/useFilters.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useConfiguration, useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ExerciseMark, TlpMark } from '../../shared/ui/marks.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { BeginDialog } from './BeginDialog.js';
import classes from './reports.module.css';
import { useReportsTexts } from './useReportsTexts.js';

/** The reports of one's incidents, or of what the address names. */
export function ReportsPage() {
  const t = useReportsTexts();
  const identity = useIdentity();
  const { territories } = useConfiguration();
  const { values } = useFilters(['incidentId', 'regionalId'] as const);
  const [beginning, setBeginning] = useState(false);
  const writes = agencyMay(identity, 'report.write');
  const { incidentId, regionalId } = values;
  const about = {
    subject: incidentId ? 'incident' : regionalId ? 'regional' : 'region',
    incidentId: incidentId || null,
    regionalId: regionalId || null,
    territory: incidentId || regionalId ? null : (territories[0]?.code ?? null),
  } as const;
  const pages = usePages('reports', { incidentId: incidentId || undefined, regionalId: regionalId || undefined });
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          {writes && <Button onClick={() => setBeginning(true)}>{t('begin')}</Button>}
          {agencyMay(identity, 'report-template.read') && (
            <Button component={Link} to="/report-templates" variant="default">
              {t('templates')}
            </Button>
          )}
        </>
      }
    >
      <Card title={t('listOf')} flush>
        <Loaded from={pages}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t('emptyTitle')}>{writes ? t('emptyText') : t('emptyFacility')}</EmptyState>
            ) : (
              <ul className={classes.list}>
                {items.map((item) => (
                  <Line key={item.id} report={item} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Card>
      {beginning && <BeginDialog about={about} onClose={() => setBeginning(false)} />}
    </Page>
  );
}

function Line({ report }: { report: SituationReportSummary }) {
  const t = useReportsTexts();
  const { id, number, name, about, state, tlp, kind, asOf, territory } = report;
  return (
    <li>
      <Link to={`/reports/${id}`}>{number}</Link>
      <strong>{name}</strong>
      <span>{t('about', { about })}</span>
      <span className={classes.state}>{t(`state.${state}`)}</span>
      <TlpMark tlp={tlp} />
      <ExerciseMark kind={kind} />
      <span>
        {t('asOf')} <Moment at={asOf} territory={territory} form="clocks" />
      </span>
    </li>
  );
}
