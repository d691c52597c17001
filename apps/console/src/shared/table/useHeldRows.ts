import { useState } from 'react';
import { hold } from './held.js';

const NONE: ReadonlySet<string> = new Set();

interface LiveList<Row> {
  /** Names the list (its filters): another list starts afresh. */
  scope: string;
  /** Undefined while it loads: what is shown stays. */
  latest: readonly Row[] | undefined;
  keyOf: (row: Row) => string;
  /** Whether the list ends with the last row read. */
  whole?: boolean;
  /** Something follows the list on the page: nothing is added at its end either. */
  still?: boolean;
}

/** The rows of a live list, held in place; `show` calls those that wait and drops those that left. */
export function useHeldRows<Row>({ scope, latest, keyOf, whole, still }: LiveList<Row>) {
  const [shown, setShown] = useState<{ scope: string; calls: number; rows: readonly Row[] } | null>(null);
  /** Changes with each list that was asked for, never with what happens behind it. */
  const asked = `${shown?.scope} ${shown?.calls}`;
  const show = () => latest && setShown({ scope, calls: (shown?.calls ?? 0) + 1, rows: latest });
  if (!latest) return { rows: shown?.rows ?? [], gone: NONE, waiting: 0, show, asked };
  if (shown?.scope !== scope) {
    setShown({ scope, calls: 0, rows: latest });
    return { rows: latest, gone: NONE, waiting: 0, show, asked };
  }
  const held = hold(shown.rows, latest, keyOf, { whole, still });
  // Rows added at the end are shown from now on, whatever comes in above them later.
  if (held.rows.length !== shown.rows.length) setShown({ ...shown, rows: held.rows });
  return { ...held, show, asked };
}
