/** What stands on the screen: rows keep their place while the list behind them changes. */
export interface Held<Row> {
  rows: readonly Row[];
  /** Keys of rows that the list no longer holds. */
  gone: ReadonlySet<string>;
  /** How many rows of the list wait to be shown. */
  waiting: number;
}

/**
 * Brings what is shown up to date without moving it. A row that came in before one that is shown waits to be called; rows
 * that follow the last one shown (the next page) are added; a row that left the list stays, marked.
 */
export function hold<Row>(shown: readonly Row[], latest: readonly Row[], keyOf: (row: Row) => string): Held<Row> {
  const fresh = new Map(latest.map((row) => [keyOf(row), row]));
  const seen = new Set(shown.map(keyOf));
  const lastSeen = latest.findLastIndex((row) => seen.has(keyOf(row)));
  const isNew = (row: Row) => !seen.has(keyOf(row));
  return {
    rows: [...shown.map((row) => fresh.get(keyOf(row)) ?? row), ...latest.slice(lastSeen + 1).filter(isNew)],
    gone: new Set([...seen].filter((key) => !fresh.has(key))),
    waiting: latest.slice(0, Math.max(0, lastSeen)).filter(isNew).length,
  };
}
