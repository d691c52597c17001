import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Timeline } from '#libs/contracts';
import type { ApiError } from '../../shared/api/ApiError.js';
import { call } from '../../shared/api/call.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { Moments } from './Moments.js';
import { Picture } from './Picture.js';
import { around, closer } from './span.js';
import classes from './timeline.module.css';
import { TimelineFilters } from './TimelineFilters.js';
import { useTimelineTexts } from './useTimelineTexts.js';
import { type TimelineView, useTimelineView } from './useTimelineView.js';

type Of = { route: 'timeline'; of: { incidentId: string } } | { route: 'regionalTimeline'; of: { regionalId: string } };

/** The picture and its table, of what is chosen. */
export function TimelineOf(asked: Of) {
  const view = useTimelineView();
  const { looking } = view;
  const pages = useInfiniteQuery<Timeline, ApiError, Timeline, unknown[], PageOf | undefined>({
    queryKey: [asked.route, { ...asked.of, ...looking }, 'pages'],
    queryFn: ({ pageParam, signal }) => read(asked, { ...looking, ...pageParam }, signal),
    initialPageParam: undefined,
    // All pages are of one instant: the first one says of which.
    getNextPageParam: ({ next, asOf }) => (next === null ? undefined : { cursor: next, at: asOf }),
    select: ({ pages: [first, ...rest] }) => ({ ...first!, items: [first!, ...rest].flatMap(({ items }) => items) }),
    // What is drawn stays while another span or source loads.
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded from={pages} rows={3} height={160}>
      {(timeline) => (
        <Drawn
          timeline={timeline}
          view={view}
          regional={asked.route === 'regionalTimeline'}
          more={pages.hasNextPage ? () => void pages.fetchNextPage() : null}
          busy={pages.isFetchingNextPage}
        />
      )}
    </Loaded>
  );
}

interface PageOf {
  cursor: string;
  at: string;
}

type Looking = TimelineView['looking'] & Partial<PageOf>;

const read = (asked: Of, looking: Looking, signal: AbortSignal): Promise<Timeline> =>
  asked.route === 'timeline'
    ? call('timeline', { ...asked.of, ...looking }, { signal })
    : call('regionalTimeline', { ...asked.of, ...looking }, { signal });

interface DrawnProps {
  timeline: Timeline;
  view: TimelineView;
  regional: boolean;
  more: (() => void) | null;
  busy: boolean;
}

function Drawn({ timeline, view, regional, more, busy }: DrawnProps) {
  const t = useTimelineTexts();
  const { from, to, items, total, asOf, territory, silent, cut, leftOut } = timeline;
  return (
    <div className={classes.stack}>
      <TimelineFilters timeline={timeline} view={view} />
      {view.looking.at && <Notice tone="warning">{t('past')}</Notice>}
      {silent.length > 0 && (
        <Notice tone="warning">
          {t('silent', { sources: silent.map((source) => t(`sourceName.${source}`)).join(', ') })}
        </Notice>
      )}
      {cut && <Notice tone="warning">{t('cut')}</Notice>}
      {leftOut > 0 && <Notice>{t('leftOut', { count: leftOut })}</Notice>}
      {total > 0 && (
        <div className={classes.wide}>
          <Card title={t('picture')}>
            <Picture timeline={timeline} onCloser={(at) => view.set(around(at, closer({ from, to })))} />
            <p className={classes.soft}>
              {t('pictureHelp')} <span data-no-print>{t('zoomHere')}</span>
            </p>
          </Card>
        </div>
      )}
      <Card title={t('table')} aside={<span>{t('count', { count: total })}</span>} flush={total > 0}>
        {total === 0 ? (
          <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
        ) : (
          <Moments items={items} territory={territory} asOf={asOf} regional={regional} />
        )}
        {more && (
          <div className={classes.more} data-no-print>
            <Button variant="default" loading={busy} onClick={more}>
              {t('more')}
            </Button>
          </div>
        )}
      </Card>
    </div>
  );
}
