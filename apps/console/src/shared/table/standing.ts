/** Rows in an order that was fixed before; rows that came since follow, in the order in which they are given. */
export function standing<Row>(
  rows: readonly Row[],
  keys: readonly string[],
  keyOf: (row: Row) => string,
): readonly Row[] {
  const places = new Map(keys.map((key, at) => [key, at]));
  const place = (row: Row) => places.get(keyOf(row)) ?? keys.length;
  return rows.toSorted((one, other) => place(one) - place(other));
}
