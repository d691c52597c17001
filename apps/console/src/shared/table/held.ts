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
 * that follow the last one shown (the next page) are added; a row that left the list stays, marked. While the list is longer
 * than what was read of it (`whole` is false), a row beyond the last one read was only pushed off the page. With `still`, for a
 * list that something follows on the page, whatever is new waits, also at the end and where nothing is shown yet.
 */
export function hold<Row>(
  shown: readonly Row[],
  latest: readonly Row[],
  keyOf: (row: Row) => string,
  { whole = true, still = false }: { whole?: boolean; still?: boolean } = {},
): Held<Row> {
  const fresh = new Map(latest.map((row) => [keyOf(row), row]));
  const seen = new Set(shown.map(keyOf));
  const lastSeen = latest.findLastIndex((row) => seen.has(keyOf(row)));
  const read = whole ? shown.length : shown.findLastIndex((row) => fresh.has(keyOf(row))) + 1;
  const isNew = (row: Row) => !seen.has(keyOf(row));
  // Nothing of what is shown was read again: what was read is all new, and comes before it.
  const above = still || (shown.length > 0 && lastSeen === -1) ? latest.length : lastSeen + 1;
  return {
    rows: [...shown.map((row) => fresh.get(keyOf(row)) ?? row), ...latest.slice(above).filter(isNew)],
    gone: new Set(
      shown
        .slice(0, read)
        .map(keyOf)
        .filter((key) => !fresh.has(key)),
    ),
    waiting: latest.slice(0, above).filter(isNew).length,
  };
}
