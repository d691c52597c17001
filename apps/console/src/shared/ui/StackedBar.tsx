import classes from './StackedBar.module.css';

export interface Part {
  key: string;
  label: string;
  count: number;
  /** 0 is the start (nothing done yet), the last is the end: from hatched to full. */
  tone: number;
}

/** How far things are: one bar in parts, its numbers in words below it. */
export function StackedBar({ label, parts }: { label: string; parts: readonly Part[] }) {
  const shown = parts.filter(({ count }) => count > 0);
  return (
    <div className={classes.stacked}>
      <div className={classes.bar} aria-hidden="true">
        {shown.map((part) => (
          <div key={part.key} className={classes.part} data-tone={part.tone} style={{ flexGrow: part.count }} />
        ))}
      </div>
      <ul className={classes.legend} aria-label={label}>
        {parts.map((part) => (
          <li key={part.key} data-empty={part.count === 0 || undefined}>
            <span className={classes.swatch} data-tone={part.tone} aria-hidden="true" />
            {part.label} <strong>{part.count}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}
