import type { MouseEvent } from 'react';
import { TIMELINE_PARTS, type Timeline, TimelineSource } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import { clockText, fullText } from '../../shared/time/format.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { type Span, ticksOf } from './span.js';
import classes from './timeline.module.css';
import { useTimelineTexts } from './useTimelineTexts.js';

const WIDTH = 1000;
const LABELS = 150;
const LANE = 34;
const FOOT = 34;
const SIDE = 14;

interface PictureProps {
  timeline: Timeline;
  /** Looks closer around an instant; the buttons above do the same by keyboard. */
  onCloser: (at: number) => void;
}

/** A lane for each source, from left to right in time; what is past `asOf` is ahead. */
export function Picture({ timeline, onCloser }: PictureProps) {
  const t = useTimelineTexts();
  const locale = useLocale();
  const { zone } = useZone(timeline.territory);
  const { from, to, asOf, marks } = timeline;
  const span: Span = { from, to };
  const lanes = TimelineSource.options.filter((source) => marks.some((mark) => mark.source === source));
  const room = WIDTH - LABELS - 2 * SIDE;
  const [start, length] = [Date.parse(from), Math.max(1, Date.parse(to) - Date.parse(from))];
  const xOf = (at: number) => LABELS + SIDE + ((at - start) / length) * room;
  const height = lanes.length * LANE + FOOT;
  const now = Date.parse(asOf);
  const countOf = (source: TimelineSource) =>
    marks.reduce((sum, mark) => sum + (mark.source === source ? mark.count : 0), 0);
  const description = t('pictureText', {
    from: fullText(new Date(from), zone, locale),
    to: fullText(new Date(to), zone, locale),
    lanes: lanes.map((source) => t('lane', { source: t(`sourceName.${source}`), count: countOf(source) })).join(', '),
  });
  const click = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDTH;
    if (x > LABELS) onCloser(start + ((x - LABELS - SIDE) / room) * length);
  };

  return (
    <svg
      className={classes.picture}
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={description}
      onClick={click}
    >
      {now > start && now < start + length && (
        <rect className={classes.ahead} x={xOf(now)} y={0} width={WIDTH - SIDE / 2 - xOf(now)} height={height - FOOT} />
      )}
      {ticksOf(span).map((tick) => (
        <g key={tick}>
          <line className={classes.tick} x1={xOf(tick)} x2={xOf(tick)} y1={0} y2={height - FOOT + 5} />
          <text className={classes.scale} x={xOf(tick)} y={height - 10} textAnchor="middle">
            {clockText(new Date(tick), zone, locale, new Date(0)).replace(/,? (\d{4})/, '')}
          </text>
        </g>
      ))}
      {lanes.map((source, index) => (
        <g key={source} className={classes.lane} data-source={source}>
          <line className={classes.rail} x1={LABELS} x2={WIDTH} y1={(index + 1) * LANE} y2={(index + 1) * LANE} />
          <text className={classes.label} x={0} y={index * LANE + LANE / 2 + 5}>
            {t(`sourceName.${source}`)}
          </text>
          {marks
            .filter((mark) => mark.source === source)
            .map(({ part, count }) => (
              <circle
                key={part}
                cx={LABELS + SIDE + ((part + 0.5) / TIMELINE_PARTS) * room}
                cy={index * LANE + LANE / 2}
                r={Math.min(14, 4 + 2.2 * Math.log2(count + 1))}
              />
            ))}
        </g>
      ))}
    </svg>
  );
}
