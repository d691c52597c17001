import pg from 'pg';

/** Works as the server's administrator, and leaves whether or not that succeeds. */
export async function asAdmin<T>(adminUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** @returns the rows of one statement */
export const ask = <Row extends pg.QueryResultRow>(adminUrl: string, sql: string, values: unknown[]): Promise<Row[]> =>
  asAdmin(adminUrl, async (client) => (await client.query<Row>(sql, values)).rows);
