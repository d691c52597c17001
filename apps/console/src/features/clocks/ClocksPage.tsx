import { ClockStanding, type IncidentClock } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { DataTable } from '../../shared/table/DataTable.js';
import { HeldLine } from '../../shared/table/HeldLine.js';
import { useFilters } from '../../shared/table/useFilters.js';
import { useHeldRows } from '../../shared/table/useHeldRows.js';
import { usePages } from '../../shared/table/usePages.js';
import { useNow } from '../../shared/time/useNow.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Figure } from '../../shared/ui/Figure.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { IncidentTabs } from '../incidents/IncidentTabs.js';
import { boardColumns, ClockLink } from './boardColumns.js';
import { boardFilters, boardInput } from './boardFilter.js';
import { BoardFilters } from './BoardFilters.js';
import classes from './clocks.module.css';
import { DuePicture } from './DuePicture.js';
import { standingOf } from './standing.js';
import { StandingMark } from './StandingMark.js';
import { TimeLeft } from './TimeLeft.js';
import { useClocksTexts } from './useClocksTexts.js';

const keyOf = ({ id }: IncidentClock) => id;

/** What the region's facilities have to send, and by when. */
export function ClocksPage() {
  const t = useClocksTexts();
  const locale = useLocale();
  const now = useNow();
  const facilities = useFacilities();
  const filters = useFilters(boardFilters);
  const input = boardInput(filters.values);
  const list = usePages('clocks', input);
  const held = useHeldRows({
    scope: JSON.stringify(input),
    latest: list.isPlaceholderData ? undefined : list.data?.items,
    keyOf,
    whole: !list.hasNextPage,
  });
  return (
    <Page title={t('board.title')} lead={t('board.lead')}>
      <IncidentTabs />
      <Overview filters={filters.values} />
      <BoardFilters {...filters} />
      <HeldLine
        waiting={held.waiting}
        label={t('board.new', { count: held.waiting })}
        gone={held.gone}
        onShow={held.show}
      />
      <Card flush>
        <Loaded from={list}>
          {({ total }) => (
            <DataTable
              name="clocks"
              label={t('board.table')}
              columns={boardColumns({ t, locale, now, facilities })}
              rows={held.rows}
              gone={held.gone}
              asked={held.asked}
              keyOf={keyOf}
              nameOf={(row) => `${row.reference} ${row.stageName[locale]}`}
              card={(row) => <ClockCard row={row} facility={facilities.get(row.facilityId)?.name} />}
              total={total}
              more={
                list.hasNextPage ? { load: () => void list.fetchNextPage(), loading: list.isFetchingNextPage } : null
              }
              empty={
                <EmptyState title={filters.any ? t('board.none') : t('board.empty')}>
                  {!filters.any && <p>{t('board.emptyText')}</p>}
                </EmptyState>
              }
              keyboard
            />
          )}
        </Loaded>
      </Card>
    </Page>
  );
}

function ClockCard({ row, facility }: { row: IncidentClock; facility: string | undefined }) {
  const locale = useLocale();
  const standing = standingOf(row, useNow());
  return (
    <>
      <span className={classes.head}>
        <ClockLink row={row} />
        <StandingMark standing={standing} />
      </span>
      <span>{facility}</span>
      <span>
        {row.regimeName[locale]}, {row.stageName[locale]}
      </span>
      <TimeLeft dueAt={row.dueAt} standing={standing} />
    </>
  );
}

const tones = { overdue: 'danger', due: 'warning' } as const;

/** The numbers of each standing, and a picture of what is due; the table below has both. */
function Overview({ filters }: { filters: Parameters<typeof boardInput>[0] }) {
  const t = useClocksTexts();
  const open = useRead('clocks', { ...boardInput({ ...filters, standing: '' }), limit: 500 }, { keep: true });
  return (
    <div className={classes.overview}>
      <Loaded from={open} rows={2}>
        {({ counts, items, total }) => (
          <>
            <Card title={t('figures')}>
              <div className={classes.figures}>
                {ClockStanding.options.map((standing) => (
                  <Figure
                    key={standing}
                    value={counts[standing] ?? 0}
                    label={t(`standing.${standing}`)}
                    tone={(counts[standing] ?? 0) > 0 && standing in tones ? tones[standing as 'due'] : undefined}
                  />
                ))}
              </div>
            </Card>
            <Card title={t('picture.title')}>
              <DuePicture clocks={items} total={total} />
            </Card>
          </>
        )}
      </Loaded>
    </div>
  );
}
