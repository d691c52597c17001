import { Button, SegmentedControl } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { CARE_STALE_HOURS, type CareBoard, type Facility } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useConfiguration } from '../../shared/session/session.js';
import { useMomentText } from '../../shared/time/useMomentText.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { RegionTabs } from '../region/RegionTabs.js';
import { BoardFilters } from './BoardFilters.js';
import { CARE_EVERY, servicesIn, worstFirst } from './care.js';
import classes from './care.module.css';
import { CareMap } from './CareMap.js';
import { Counts } from './Counts.js';
import { CareTable } from './CareTable.js';
import { Past } from './Past.js';
import { type BoardView, useBoardView } from './useBoardView.js';
import { useCareTexts } from './useCareTexts.js';

const ALL = 5000;
/** A table of so many services leaves room for the map beside it. */
const FEW = 5;

/** Which care is open in the region, live, or as it was. */
export function CareBoardPage() {
  const t = useCareTexts();
  const view = useBoardView();
  const { territory, service, staleOnly, kind, at } = view;
  const services = service === null ? undefined : [service];
  const asked = { territory, kind, at, services, stale: staleOnly ? ('yes' as const) : undefined };
  const enabled = territory !== '';
  const board = useRead('careBoard', asked, {
    enabled,
    keep: true,
    everyMs: at === undefined ? CARE_EVERY : undefined,
  });
  return (
    <Page
      title={t('board.title')}
      lead={t('board.lead')}
      actions={
        <>
          <SegmentedControl
            aria-label={t('board.kind.label')}
            value={kind}
            onChange={(value) => view.change({ kind: value })}
            data={[
              { value: 'real', label: t('board.kind.real') },
              { value: 'exercise', label: t('board.kind.exercise') },
            ]}
          />
          <Button
            variant="default"
            leftSection={<IconPrinter size="1.2em" aria-hidden="true" />}
            onClick={() => window.print()}
          >
            {t('board.print')}
          </Button>
        </>
      }
    >
      <RegionTabs />
      <ExerciseFrame kind={kind} />
      <BoardFilters view={view} />
      <div className={classes.stack}>
        <Past at={at} territory={territory} onChange={(then) => view.change({ at: then })} />
        <Loaded from={board}>{(known) => <Board board={known} view={view} />}</Loaded>
      </div>
    </Page>
  );
}

function Board({ board, view }: { board: CareBoard; view: BoardView }) {
  const t = useCareTexts();
  const moment = useMomentText();
  const { territories } = useConfiguration();
  const { territory, service, status, staleOnly, at } = view;
  const map = useRead('territory', { code: territory }, { staleMs: Infinity });
  const facilities = useRead('facilities', { territory, limit: ALL }, { staleMs: 300_000 });
  const known = new Map<string, Facility>((facilities.data?.items ?? []).map((facility) => [facility.id, facility]));
  const lines = worstFirst(
    board.facilities.filter(({ reports }) => status === null || reports.some((one) => one.status === status)),
  );
  const services = service === null ? servicesIn(lines) : [service];
  const filtered = staleOnly || status !== null || service !== null;
  const when = moment(board.at, territory);
  return (
    <>
      {at !== undefined && <Notice tone="warning">{t('past.notice', { at: when })}</Notice>}
      <div>
        <p className={classes.soft}>
          {[
            territories.find(({ code }) => code === territory)?.name,
            t('board.asOf', { at: when }),
            staleOnly && t('board.staleOnly', { hours: CARE_STALE_HOURS }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <Counts counts={board.counts} />
      </div>
      <div className={classes.views} data-beside={(service === null && services.length <= FEW) || undefined}>
        <Card title={t('board.table')} flush={lines.length > 0}>
          {lines.length === 0 ? (
            <NothingToShow staleOnly={staleOnly} />
          ) : (
            <CareTable lines={lines} services={services} facilities={known} staleOnly={staleOnly} />
          )}
        </Card>
        <Card title={t('board.map')}>
          <Loaded from={map} rows={1} height={480}>
            {(drawn) => (
              <CareMap territory={drawn} facilities={[...known.values()]} lines={lines} filtered={filtered} />
            )}
          </Loaded>
        </Card>
      </div>
    </>
  );
}

function NothingToShow({ staleOnly }: { staleOnly: boolean }) {
  const t = useCareTexts();
  if (staleOnly)
    return <EmptyState title={t('board.freshTitle')}>{t('board.freshText', { hours: CARE_STALE_HOURS })}</EmptyState>;
  return <EmptyState title={t('board.emptyTitle')}>{t('board.emptyText')}</EmptyState>;
}
