import { useId, type ReactNode } from 'react';
import classes from './Card.module.css';

interface CardProps {
  title?: ReactNode;
  /** At the right of the title. */
  aside?: ReactNode;
  /** Without padding around what it holds: tables. */
  flush?: boolean;
  children: ReactNode;
}

/** A titled part of a page. */
export function Card({ title, aside, flush = false, children }: CardProps) {
  const id = useId();
  return (
    <section className={classes.card} data-flush={flush || undefined} aria-labelledby={title ? id : undefined}>
      {title && (
        <header className={classes.head}>
          <h2 id={id} className={classes.title}>
            {title}
          </h2>
          {aside}
        </header>
      )}
      <div className={classes.body}>{children}</div>
    </section>
  );
}
