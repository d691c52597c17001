import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

/** Nothing here yet: what this place is for, and what to do first. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <svg viewBox="0 0 64 40" width="64" height="40" aria-hidden="true" className={classes.drawing}>
        <path d="M2 34h60M14 34V20l18-14 18 14v14" />
        <circle cx="32" cy="24" r="5" />
      </svg>
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.text}>{children}</div>}
      {action}
    </div>
  );
}
