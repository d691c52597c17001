import { Button, NativeSelect } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPrinter } from '@tabler/icons-react';
import { type Timeline, TimelineSource, Tlp } from '#libs/contracts';
import { LocalTimeInput } from '../../shared/time/LocalTimeInput.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { fromLocalInput, toLocalInput } from '../../shared/time/zones.js';
import { Card } from '../../shared/ui/Card.js';
import { Choice, Choices } from '../../shared/ui/Choice.js';
import { tlpLabel } from '../../shared/vocabulary/tlpLabel.js';
import { type SpanName, around, beside, nameOf, spans } from './span.js';
import classes from './timeline.module.css';
import { useTimelineTexts } from './useTimelineTexts.js';
import type { TimelineView } from './useTimelineView.js';

interface FiltersProps {
  timeline: Timeline;
  view: TimelineView;
}

/** The instant, the span, the sources and the marking; folded where there is little room. */
export function TimelineFilters({ timeline, view }: FiltersProps) {
  const t = useTimelineTexts();
  const { zone } = useZone(timeline.territory);
  const { looking, set } = view;
  const { from, to, counts, asOf } = timeline;
  const shown: SpanName | null = nameOf(looking);
  const show = (name: SpanName) => {
    if (name === 'all') return set({ from: '', to: '' });
    const middle =
      shown === 'all' || shown === null
        ? Math.min(Date.parse(to), Date.parse(asOf))
        : (Date.parse(from) + Date.parse(to)) / 2;
    set(around(middle, spans[name]));
  };
  const names = { all: 'spanAll', day: 'spanDay', hours: 'spanHours', hour: 'spanHour' } as const;
  return (
    <div data-no-print>
      <Card title={t('filters')}>
        <div className={classes.filters}>
          <div className={classes.row}>
            <LocalTimeInput
              name="at"
              label={t('asOf')}
              zone={zone}
              value={looking.at === undefined ? '' : toLocalInput(new Date(looking.at), zone)}
              onChange={(value) => set({ at: fromLocalInput(value, zone)?.toISOString() ?? '' })}
            />
            <Button variant="default" disabled={looking.at === undefined} onClick={() => set({ at: '' })}>
              {t('now')}
            </Button>
            <NativeSelect
              label={t('upTo')}
              value={looking.upTo ?? ''}
              data={[
                { value: '', label: t('upToAll') },
                ...Tlp.options.map((value) => ({ value, label: tlpLabel(value) })),
              ]}
              onChange={(event) => set({ upTo: event.currentTarget.value })}
            />
            <Button
              variant="default"
              leftSection={<IconPrinter size={18} aria-hidden="true" />}
              onClick={() => window.print()}
            >
              {t('print')}
            </Button>
          </div>
          <p className={classes.soft}>{t('asOfHelp')}</p>
          <div className={classes.row}>
            <Choice<SpanName>
              label={t('span')}
              options={(['all', 'day', 'hours', 'hour'] as const).map((value) => ({ value, label: t(names[value]) }))}
              value={shown}
              onChange={show}
            />
            <Button
              variant="default"
              leftSection={<IconChevronLeft size={18} aria-hidden="true" />}
              disabled={shown === 'all'}
              onClick={() => set(beside({ from, to }, -1))}
            >
              {t('before')}
            </Button>
            <Button
              variant="default"
              rightSection={<IconChevronRight size={18} aria-hidden="true" />}
              disabled={shown === 'all'}
              onClick={() => set(beside({ from, to }, 1))}
            >
              {t('after')}
            </Button>
          </div>
          <details className={classes.fold}>
            <summary>{t('sources')}</summary>
            <Choices<TimelineSource>
              label={t('sources')}
              options={TimelineSource.options.map((value) => ({
                value,
                label: t('lane', { source: t(`sourceName.${value}`), count: counts[value] ?? 0 }),
              }))}
              value={looking.source ?? []}
              onChange={(source) => set({ source: source.join(',') })}
            />
          </details>
        </div>
      </Card>
    </div>
  );
}
