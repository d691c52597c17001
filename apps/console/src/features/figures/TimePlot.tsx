import { ceilingOf, type Period } from './figures.js';
import classes from './figures.module.css';

const WIDTH = 720;
const HEIGHT = 220;
const LEFT = 36;
const BOTTOM = 24;
const TOP = 18;
const MOST_LABELS = 12;

interface TimePlotProps {
  label: string;
  periods: readonly Pick<Period, 'period' | 'declared'>[];
  nameOf: (period: string) => string;
}

/** Columns of incidents by period; the table beside it has the numbers. */
export function TimePlot({ label, periods, nameOf }: TimePlotProps) {
  const top = ceilingOf(Math.max(...periods.map(({ declared }) => declared), 0));
  const room = HEIGHT - BOTTOM - TOP;
  const step = (WIDTH - LEFT) / periods.length;
  const y = (count: number) => TOP + room * (1 - count / top);
  const every = Math.ceil(periods.length / MOST_LABELS);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} className={classes.plot}>
      {[0, top / 2, top].map((line) => (
        <g key={line}>
          <line x1={LEFT} x2={WIDTH} y1={y(line)} y2={y(line)} className={classes.rule} />
          <text x={LEFT - 6} y={y(line) + 4} textAnchor="end" className={classes.tick}>
            {line}
          </text>
        </g>
      ))}
      {periods.map(({ period, declared }, at) => {
        const middle = LEFT + step * (at + 0.5);
        const width = Math.min(step * 0.7, 48);
        return (
          <g key={period}>
            <rect
              x={middle - width / 2}
              width={width}
              y={y(declared)}
              height={y(0) - y(declared)}
              rx={Math.min(3, width / 4)}
              className={classes.column}
            />
            {declared > 0 && periods.length <= 24 && (
              <text x={middle} y={y(declared) - 5} textAnchor="middle" className={classes.onTop}>
                {declared}
              </text>
            )}
            {at % every === 0 && (
              <text x={middle} y={HEIGHT - 6} textAnchor="middle" className={classes.tick}>
                {nameOf(period)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
