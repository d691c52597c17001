import type { ReactNode } from 'react';
import classes from './Figure.module.css';

/** One number that is read from afar, and what it counts. */
export function Figure({ value, label, tone }: { value: ReactNode; label: string; tone?: 'warning' | 'danger' }) {
  return (
    <div className={classes.figure} data-tone={tone}>
      <span className={classes.value}>{value}</span>
      <span className={classes.label}>{label}</span>
    </div>
  );
}
