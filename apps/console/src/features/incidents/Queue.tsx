import { Button } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { IncidentSummary } from '#libs/contracts';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { useShortcuts } from '../../shared/keyboard/Shortcuts.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { DataTable } from '../../shared/table/DataTable.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { Floating } from '../../shared/ui/Floating.js';
import { useUi } from '../../shared/ui/useUi.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { LinkDialog } from '../regional/LinkDialog.js';
import { incidentColumns } from './columns.js';
import { IncidentCard } from './IncidentCard.js';
import { StepsOfMany } from './StepsOfMany.js';
import { useIncidentActions } from './useIncidentActions.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';
import { useSteps } from './useSteps.js';

interface QueueProps {
  rows: readonly IncidentSummary[];
  gone: ReadonlySet<string>;
  asked: string;
  total: number;
  isMoreThanTotal: boolean;
  /** Null when nothing is filtered. */
  onClear: (() => void) | null;
  more: { load: () => void; loading: boolean } | null;
}

/** The rows of the queue and what is done with them: by key on one, by tick on many. */
export function Queue({ rows, gone, asked, total, isMoreThanTotal, onClear, more }: QueueProps) {
  const t = useIncidentsTexts();
  const ui = useUi();
  const w = useWords();
  const navigate = useNavigate();
  const triages = agencyMay(useIdentity(), 'incident.triage');
  const facilities = useFacilities();
  const nameOf = usePersonName();
  const { act, error } = useIncidentActions();
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [selected, setSelected] = useState<ReadonlyMap<string, IncidentSummary>>(new Map());
  const [linking, setLinking] = useState(false);
  // The row as it is now: it may have changed since the keyboard came to it.
  const current = rows.find(({ id }) => id === currentId);
  const step = useSteps(current, act);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const chosen = [...selected.values()].map((row) => byId.get(row.id) ?? row);
  const select = (keys: ReadonlySet<string>) =>
    setSelected(new Map([...keys].map((id) => [id, (byId.get(id) ?? selected.get(id))!])));

  useShortcuts(
    triages
      ? [
          { key: 't', label: t('action.take'), run: () => step('take') },
          { key: 'a', label: t('action.acknowledge'), run: () => step('acknowledge') },
          {
            key: 'q',
            label: t('action.qualify'),
            run: () => current && void navigate(`/incidents/${current.id}?do=qualify`),
          },
        ]
      : [],
  );

  if (rows.length === 0) {
    return onClear ? (
      <EmptyState
        title={t('queue.none')}
        action={
          <Button variant="default" onClick={onClear}>
            {ui('filter.clear')}
          </Button>
        }
      />
    ) : (
      <EmptyState title={t('queue.empty')}>
        <p>{t('queue.emptyText')}</p>
      </EmptyState>
    );
  }
  const columns = incidentColumns({ t, w, facilities, nameOf });
  if (triages) {
    columns.push({
      key: 'next',
      label: t('column.next'),
      cell: (row) =>
        row.state === 'declared' && (
          <Button
            variant="light"
            aria-label={`${t('action.take')} ${row.reference}`}
            onClick={() => act('take', row.id)}
          >
            {t('queue.take')}
          </Button>
        ),
    });
  }
  return (
    <>
      {error && (
        <Floating>
          <ErrorNotice error={error} />
        </Floating>
      )}
      <DataTable
        name="incidents"
        label={t('queue.table')}
        columns={columns}
        rows={rows}
        gone={gone}
        asked={asked}
        keyOf={({ id }) => id}
        nameOf={({ reference }) => reference}
        card={(row) => <IncidentCard row={row} facility={facilities.get(row.facilityId)?.name} />}
        total={total}
        isMoreThanTotal={isMoreThanTotal}
        more={more}
        keyboard
        onCurrent={setCurrentId}
        selection={
          triages
            ? {
                keys: new Set(selected.keys()),
                set: select,
                actions: (
                  <>
                    <Button onClick={() => setLinking(true)}>{t('queue.link')}</Button>
                    <StepsOfMany rows={chosen} onDone={() => setSelected(new Map())} />
                  </>
                ),
              }
            : undefined
        }
      />
      {linking && (
        <LinkDialog
          incidents={chosen}
          onClose={() => setLinking(false)}
          onLinked={() => {
            setLinking(false);
            setSelected(new Map());
          }}
        />
      )}
    </>
  );
}
