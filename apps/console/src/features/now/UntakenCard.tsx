import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { IncidentSummary } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { useHeldRows } from '../../shared/table/useHeldRows.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { ExerciseMark, SignalMarks } from '../../shared/ui/marks.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { NewRows } from '../incidents/NewRows.js';
import { useIncidentActions } from '../incidents/useIncidentActions.js';
import { useIncidentsTexts } from '../incidents/useIncidentsTexts.js';
import classes from './Now.module.css';
import { useNowTexts } from './useNowTexts.js';

const SHOWN = 8;
const keyOf = (row: IncidentSummary) => row.id;

/** Declarations that nobody has taken yet. New ones wait to be called, so that no button moves. */
export function UntakenCard() {
  const t = useNowTexts();
  const incident = useIncidentsTexts();
  const triages = agencyMay(useIdentity(), 'incident.triage');
  const facilities = useFacilities();
  const list = useRead('incidents', { state: ['declared'], limit: SHOWN });
  const held = useHeldRows('untaken', list.data?.items, keyOf);
  const { act, error } = useIncidentActions();
  const rows = (held.rows ?? []).filter((row) => !held.gone.has(row.id));
  return (
    <Card title={t('untaken.title')} aside={<Link to="/incidents">{t('untaken.all')}</Link>}>
      <Loaded from={list}>
        {() => (
          <>
            {held.waiting > 0 && <NewRows count={held.waiting} onShow={held.show} />}
            {error && <ErrorNotice error={error} />}
            {rows.length === 0 && (
              <EmptyState title={t('untaken.none')}>
                <p>{t('untaken.noneText')}</p>
              </EmptyState>
            )}
            <ul className={classes.list}>
              {rows.map((row) => (
                <li key={row.id} className={classes.line}>
                  <div className={classes.body}>
                    <span className={classes.head}>
                      <Link to={`/incidents/${row.id}`} className={classes.link}>
                        {row.reference}
                      </Link>
                      <ExerciseMark kind={row.kind} />
                      <span>{facilities.get(row.facilityId)?.name}</span>
                    </span>
                    <span className={classes.excerpt}>{row.excerpt}</span>
                    <SignalMarks of={row} />
                    <span className={classes.soft}>
                      <Moment at={row.recordedAt} territory={row.territory} />
                    </span>
                  </div>
                  {triages && (
                    <Button variant="light" onClick={() => act('take', row.id)}>
                      {incident('action.take')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </Card>
  );
}
