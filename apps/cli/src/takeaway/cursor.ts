import type pg from 'pg';

/** What is read at once is to be about so large, whatever a row weighs. */
const WISHED_BYTES = 512 << 10;
const MOST_ROWS = 2_000;

/**
 * Reads a query's rows piece by piece, in the transaction that is open: memory stays the same for any number of rows.
 *
 * @param weigh how large a row is, in bytes
 */
export async function* rowsOf<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  sql: string,
  weigh: (row: Row) => number,
): AsyncGenerator<Row> {
  await client.query(`DECLARE piece NO SCROLL CURSOR FOR ${sql}`);
  let count = 8;
  for (;;) {
    const result = await client.query<Row>(`FETCH FORWARD ${count} FROM piece`);
    const { rows } = result;
    if (rows.length === 0) break;
    // Old results outlive their turn until the next full collection, and their rows with them: 300,000 rows took 180 MB more.
    result.rows = [];
    yield* rows;
    const weight = rows.reduce((sum, row) => sum + weigh(row), 0) / rows.length;
    // Not more than eightfold at once: the rows to come may be heavier than those that came.
    count = Math.max(1, Math.min(count * 8, MOST_ROWS, Math.floor(WISHED_BYTES / (weight + 1))));
  }
  await client.query('CLOSE piece');
}
