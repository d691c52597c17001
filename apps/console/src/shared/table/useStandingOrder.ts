import { useState } from 'react';
import { standing } from './standing.js';

interface Asked<Row> {
  rows: readonly Row[];
  /** The same rows in the order of the column chosen. */
  ordered: readonly Row[];
  keyOf: (row: Row) => string;
  /** Names what was asked for; another name puts the rows in order afresh. */
  asked: string;
}

/** A sorted table stays as it was put in order: a row that changes under the eyes of a reader does not move away. */
export function useStandingOrder<Row>({ rows, ordered, keyOf, asked }: Asked<Row>) {
  const [stood, setStood] = useState({ asked, keys: ordered.map(keyOf) });
  if (stood.asked !== asked) setStood({ asked, keys: ordered.map(keyOf) });
  const shown = stood.asked === asked ? standing(ordered, stood.keys, keyOf) : ordered;
  const keys = shown.map(keyOf);
  return {
    rows: shown,
    /** The order shown is no longer that of the column. */
    stale: rows !== ordered && ordered.some((row, at) => keyOf(row) !== keys[at]),
    putInOrder: () => setStood({ asked, keys: ordered.map(keyOf) }),
  };
}
