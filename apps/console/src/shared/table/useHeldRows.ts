import { useState } from 'react';
import { hold } from './held.js';

const NONE: ReadonlySet<string> = new Set();

/**
 * The rows of a live list, held in place; `show` calls those that wait. `scope` names the list (its filters): another list
 * starts afresh. `latest` is undefined while it loads.
 */
export function useHeldRows<Row>(scope: string, latest: readonly Row[] | undefined, keyOf: (row: Row) => string) {
  const [shown, setShown] = useState<{ scope: string; rows: readonly Row[] }>({ scope: '', rows: [] });
  const show = () => setShown({ scope, rows: latest ?? [] });
  if (!latest) return { rows: undefined, gone: NONE, waiting: 0, show };
  if (shown.scope !== scope) {
    setShown({ scope, rows: latest });
    return { rows: latest, gone: NONE, waiting: 0, show };
  }
  const held = hold(shown.rows, latest, keyOf);
  // Rows added at the end are shown from now on, whatever comes in above them later.
  if (held.rows.length !== shown.rows.length) setShown({ scope, rows: held.rows });
  return { ...held, show };
}
