import { useMediaQuery } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './FilterBar.module.css';

/** The filters of a list, in a row; folded on a phone. */
export function FilterBar({ label, children }: { label: string; children: ReactNode }) {
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const fields = (
    <div role="search" aria-label={label} className={classes.fields}>
      {children}
    </div>
  );
  if (!narrow) return fields;
  return (
    <details className={classes.fold} data-no-print>
      <summary className={classes.summary}>
        <IconFilter size={20} aria-hidden="true" />
        {label}
      </summary>
      {fields}
    </details>
  );
}
