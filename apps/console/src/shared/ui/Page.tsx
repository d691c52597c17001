import { useEffect, useRef, type ReactNode } from 'react';
import { useConfiguration } from '../session/session.js';
import classes from './Page.module.css';

interface PageProps {
  title: string;
  /** Beside the title: marks, times. */
  marks?: ReactNode;
  /** Under the title, one line. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** `narrow` for reading and forms, `wide` for tables and boards. */
  width?: 'narrow' | 'wide';
  children: ReactNode;
}

let firstPage = true;

/** A page: its title takes the focus when one arrives from another page, so that a reader starts at its beginning. */
export function Page({ title, marks, lead, actions, width = 'wide', children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { productName } = useConfiguration();

  useEffect(() => {
    if (!firstPage && !document.activeElement?.closest('main')) heading.current?.focus({ preventScroll: true });
    firstPage = false;
  }, []);

  return (
    <div className={classes.page} data-width={width}>
      <title>{`${title} · ${productName}`}</title>
      <header className={classes.head}>
        <div className={classes.titles}>
          <div className={classes.titleLine}>
            <h1 ref={heading} tabIndex={-1} className={classes.title}>
              {title}
            </h1>
            {marks}
          </div>
          {lead && <div className={classes.lead}>{lead}</div>}
        </div>
        {actions && (
          <div className={classes.actions} data-no-print>
            {actions}
          </div>
        )}
      </header>
      {children}
    </div>
  );
}
