import type { ReactNode } from 'react';
import classes from './Floating.module.css';

/** What comes in by itself: it floats over the page, takes no height, and pushes nothing away that is about to be pressed. */
export function Floating({ children }: { children: ReactNode }) {
  return (
    <div className={classes.line} role="status" data-floating data-no-print>
      {children}
    </div>
  );
}
