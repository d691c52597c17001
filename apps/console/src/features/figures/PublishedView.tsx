import { Button, NativeSelect } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { FEWEST_CONTRIBUTORS, type FigureRelease, SETTLING_DAYS } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { download } from '../../shared/export/download.js';
import { useFilters } from '../../shared/table/useFilters.js';
import { useConfiguration } from '../../shared/session/session.js';
import { useMomentText } from '../../shared/time/useMomentText.js';
import { tlpLabel } from '../../shared/vocabulary/tlpLabel.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { TlpMark } from '../../shared/ui/marks.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { type Counted, figuresFile } from './csv.js';
import { blockMark } from './figures.js';
import classes from './figures.module.css';
import { SheetCard } from './SheetCard.js';
import { useReleaseSheets } from './sheets.js';
import { TimePlot } from './TimePlot.js';
import { useFigureLabels } from './useFigureLabels.js';
import { useFiguresTexts } from './useFiguresTexts.js';

/** The name of quarters that were published together. */
function useBlockName() {
  const t = useFiguresTexts();
  const { quarterName } = useFigureLabels();
  return ({ from, to }: Pick<FigureRelease, 'from' | 'to'>): string =>
    from === to ? quarterName(from) : t('published.span', { from: quarterName(from), to: quarterName(to) });
}

/** What was published of the region: protected, and the same for everybody. */
export function PublishedView() {
  const t = useFiguresTexts();
  const published = useRead('publishedFigures', {});
  return (
    <div className={classes.stack}>
      <Loaded from={published}>
        {({ items }) =>
          items.length === 0 ? (
            <Card>
              <EmptyState title={t('published.none')}>
                <p>{t('published.noneText', { days: SETTLING_DAYS })}</p>
              </EmptyState>
            </Card>
          ) : (
            <Releases items={items} />
          )
        }
      </Loaded>
      <Card>
        <details className={classes.why}>
          <summary>{t('published.whyTitle')}</summary>
          <p>{t('published.why', { fewest: FEWEST_CONTRIBUTORS })}</p>
          <p>{t('published.whyMore')}</p>
          <p>{t('published.whyFrozen')}</p>
        </details>
      </Card>
    </div>
  );
}

function Releases({ items }: { items: readonly FigureRelease[] }) {
  const t = useFiguresTexts();
  const blockName = useBlockName();
  const { values, set } = useFilters(['block']);
  const release = items.find(({ from }) => from === values.block) ?? items.at(-1);
  const names = new Map(items.map((item) => [item.from, blockName(item)]));
  return (
    <>
      <Card title={t('time.title')}>
        <TimePlot
          label={t('time.picture')}
          periods={items.map((item) => ({ period: blockMark(item, t('published.letter')), declared: item.incidents }))}
          nameOf={(mark) => mark}
        />
        <table className={classes.periods}>
          <caption className={classes.hidden}>{t('time.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('published.block')}</th>
              <th scope="col">{t('time.declared')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ id, from, incidents }) => (
              <tr key={id}>
                <th scope="row">{names.get(from)}</th>
                <td data-label={t('time.declared')}>{incidents}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      <div className={classes.filters} data-no-print>
        <NativeSelect
          label={t('published.block')}
          value={release?.from ?? ''}
          data={[...items].reverse().map(({ from }) => ({ value: from, label: names.get(from) ?? from }))}
          onChange={(event) => set({ block: event.currentTarget.value })}
        />
      </div>
      {release && <Release release={release} />}
    </>
  );
}

function Release({ release }: { release: FigureRelease }) {
  const t = useFiguresTexts();
  const moment = useMomentText();
  const { agencyName } = useConfiguration();
  const name = useBlockName()(release);
  const sheets = useReleaseSheets(release);
  const at = t('published.at', { at: moment(release.publishedAt) });
  const file = (): string =>
    figuresFile(
      [
        [t('file.title'), tlpLabel('CLEAR')],
        [t('file.scope'), agencyName],
        [t('file.kind'), t('kind.real')],
        [t('file.period'), name],
        [t('file.at'), moment(release.publishedAt)],
        [t('file.rule'), t('published.why', { fewest: FEWEST_CONTRIBUTORS })],
      ],
      [t('file.table'), t('file.value'), t('file.period1'), t('file.count')],
      [
        { table: t('time.title'), value: t('time.declared'), period: name, count: release.incidents },
        ...sheets.flatMap(({ title, lines, hidden }): Counted[] =>
          hidden
            ? [{ table: title, value: t('published.hidden'), period: name, count: null }]
            : lines.map(({ label, count }) => ({ table: title, value: label, period: name, count })),
        ),
      ],
    );
  return (
    <>
      <p className={classes.mark}>
        <TlpMark tlp="CLEAR" />
        <span>{[agencyName, name, t('incidents', { count: release.incidents }), at].join(' · ')}</span>
      </p>
      {release.incidents === 0 ? (
        <Card>
          <p className={classes.all}>{t('published.noIncident')}</p>
        </Card>
      ) : (
        <div className={classes.cards}>
          {sheets.map((sheet) => (
            <SheetCard key={sheet.key} sheet={sheet} />
          ))}
        </div>
      )}
      <p className={classes.soft}>{t('source')}</p>
      <div data-no-print>
        <Button
          variant="default"
          leftSection={<IconDownload size="1.2em" aria-hidden="true" />}
          onClick={() => download(`${t('file.name')}-${release.from}-${release.to}.csv`, file())}
        >
          {t('csv')}
        </Button>
      </div>
    </>
  );
}
