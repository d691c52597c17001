import { Link } from 'react-router';
import type { IncidentSummary } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { HeldLine } from '../../shared/table/HeldLine.js';
import { useHeldRows } from '../../shared/table/useHeldRows.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { Floating } from '../../shared/ui/Floating.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useIncidentActions } from '../incidents/useIncidentActions.js';
import { useIncidentsTexts } from '../incidents/useIncidentsTexts.js';
import classes from './Now.module.css';
import { UntakenLine } from './UntakenLine.js';
import { useNowTexts } from './useNowTexts.js';

const SHOWN = 8;
/** More than is shown: what is taken makes room for those below it. */
const READ = 100;
const keyOf = (row: IncidentSummary) => row.id;

/** Declarations that nobody has taken yet. New ones wait to be called, so that no button moves. */
export function UntakenCard() {
  const t = useNowTexts();
  const incident = useIncidentsTexts();
  const list = useRead('incidents', { state: ['declared'], limit: READ });
  const held = useHeldRows({ scope: 'untaken', latest: list.data?.items, keyOf, whole: !list.data?.next });
  const { act, error } = useIncidentActions();
  const rows = firstUntaken(held.rows, held.gone);
  return (
    <>
      <HeldLine
        waiting={held.waiting}
        label={incident('queue.new', { count: held.waiting })}
        gone={held.gone}
        onShow={held.show}
      />
      {error && (
        <Floating>
          <ErrorNotice error={error} />
        </Floating>
      )}
      <Card
        title={list.data ? t('untaken.titleOf', { count: list.data.total }) : t('untaken.title')}
        aside={<Link to="/incidents?state=declared">{t('untaken.all')}</Link>}
      >
        <Loaded from={list}>
          {() =>
            rows.length === 0 ? (
              <EmptyState title={t('untaken.none')}>
                <p>{t('untaken.noneText')}</p>
              </EmptyState>
            ) : (
              <>
                {rows.length > 1 && <p className={classes.soft}>{t('untaken.order')}</p>}
                <ul className={classes.list}>
                  {rows.map((row) => (
                    <UntakenLine
                      key={row.id}
                      row={row}
                      taken={held.gone.has(row.id)}
                      onTake={() => act('take', row.id)}
                    />
                  ))}
                </ul>
              </>
            )
          }
        </Loaded>
      </Card>
    </>
  );
}

/** As many as are shown, with those among them that were taken meanwhile: they keep their place. */
function firstUntaken(rows: readonly IncidentSummary[], gone: ReadonlySet<string>): readonly IncidentSummary[] {
  const waiting = rows.filter(({ id }) => !gone.has(id));
  const last = waiting[SHOWN - 1];
  return last ? rows.slice(0, rows.indexOf(last) + 1) : rows;
}
