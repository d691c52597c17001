import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import type { Facility, Kind } from '#libs/contracts';
import { useAddress } from '../../shared/address/useAddress.js';
import { useRead } from '../../shared/api/queries.js';
import { useConfiguration } from '../../shared/session/session.js';
import { useMomentText } from '../../shared/time/useMomentText.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { careInDifficulty, figuresOf, worstFirst } from './board.js';
import { CareList } from './CareList.js';
import { Figures } from './Figures.js';
import { RegionMap } from './RegionMap.js';
import { MapLegend } from './MapLegend.js';
import classes from './RegionPage.module.css';
import { RegionTabs } from './RegionTabs.js';
import { TouchedTable } from './TouchedTable.js';
import { useRegionTexts } from './useRegionTexts.js';

const ALL = 5000;

/** The state of the region on one page: read from three metres, or printed. */
export function RegionPage() {
  const t = useRegionTexts();
  const { agencyName, territories } = useConfiguration();
  const moment = useMomentText();
  const [search, change] = useAddress();
  const territory = search.get('territory') ?? territories[0]?.code ?? '';
  const kind: Kind = search.get('kind') === 'exercise' ? 'exercise' : 'real';

  const map = useRead('territory', { code: territory }, { enabled: territory !== '', staleMs: Infinity });
  const facilities = useRead('facilities', { territory, limit: ALL }, { enabled: territory !== '', staleMs: 300_000 });
  const board = useRead('board', { territory, kind }, { enabled: territory !== '', keep: true });

  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          {territories.length > 1 && (
            <NativeSelect
              aria-label={t('territory')}
              value={territory}
              data={territories.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={(event) => change({ territory: event.currentTarget.value })}
            />
          )}
          <SegmentedControl
            aria-label={t('kind.label')}
            value={kind}
            onChange={(value) => change({ kind: value })}
            data={[
              { value: 'real', label: t('kind.real') },
              { value: 'exercise', label: t('kind.exercise') },
            ]}
          />
          <Button
            variant="default"
            leftSection={<IconPrinter size="1.2em" aria-hidden="true" />}
            onClick={() => window.print()}
          >
            {t('print')}
          </Button>
        </>
      }
    >
      <RegionTabs />
      <ExerciseFrame kind={kind} />
      <Loaded from={board}>
        {(lines) => {
          const known = new Map<string, Facility>(
            (facilities.data?.items ?? []).map((facility) => [facility.id, facility]),
          );
          const touched = worstFirst(lines.facilities, known);
          return (
            <>
              <p className={classes.asOf}>
                <span className={classes.printed}>
                  {[agencyName, territories.find(({ code }) => code === territory)?.name, t(`kind.${kind}`)].join(
                    ' · ',
                  )}
                </span>
                {t('asOf', { at: moment(new Date(board.dataUpdatedAt).toISOString(), territory) })}
              </p>
              <Figures figures={figuresOf(lines.facilities)} />
              <div className={classes.columns}>
                <div className={classes.beside}>
                  <Card title={t('map.title')}>
                    <Loaded from={map} rows={1} height={480}>
                      {(drawn) => (
                        <RegionMap territory={drawn} facilities={facilities.data?.items ?? []} touched={touched} />
                      )}
                    </Loaded>
                    <MapLegend />
                  </Card>
                  <Card title={t('care.title')}>
                    <CareList services={careInDifficulty(lines.facilities)} of={lines.facilities.length} />
                  </Card>
                </div>
                <Card title={t('table.title')} flush={touched.length > 0}>
                  {touched.length === 0 ? (
                    <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>
                  ) : (
                    <TouchedTable touched={touched} />
                  )}
                </Card>
              </div>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
