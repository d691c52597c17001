import type pg from 'pg';

/**
 * What the services would do at once with rows that wait for them, and must not: the old instance has sent these mails, or somebody has
 * to decide to. `$1` is the instant of the import. Told to the operator with its number of rows.
 */
const QUIET: readonly { what: string; sql: string }[] = [
  {
    what: 'mails that had not left, given up',
    sql: `UPDATE alerting.mail SET state = 'failed', lease_until = NULL, failure = 'imported before it was sent'
      WHERE state = 'open' AND $1::timestamptz IS NOT NULL`,
  },
  {
    what: 'mailings that had not begun, given up',
    sql: 'UPDATE alerting.mailing SET prepared_at = $1 WHERE prepared_at IS NULL',
  },
  {
    what: 'calls of the analysts that had not been sent, removed',
    sql: 'DELETE FROM alerting.duty_notification WHERE mailing_id IS NULL AND $1::timestamptz IS NOT NULL',
  },
  {
    what: 'reminders that had not been sent, removed',
    sql: 'DELETE FROM alerting.clock_reminder WHERE mailing_id IS NULL AND $1::timestamptz IS NOT NULL',
  },
  {
    what: 'deadlines whose reminder fell due meanwhile, not reminded of any more',
    sql: `UPDATE incident.clock c SET rung = d.passed, next_ring_at = c.rings[d.passed + 1]
      FROM (SELECT id, (SELECT count(*)::int FROM unnest(rings) AS at WHERE at <= $1) AS passed FROM incident.clock
        WHERE next_ring_at <= $1) d WHERE d.id = c.id`,
  },
];

/** @returns what was given up, in words */
export async function quietWhatWaits(client: pg.ClientBase, instant: string): Promise<string[]> {
  const told: string[] = [];
  for (const { what, sql } of QUIET) {
    const { rowCount } = await client.query(sql, [instant]);
    if (rowCount) told.push(`${rowCount} ${what}`);
  }
  return told;
}

/** `972-A-X-2026-0012`: the series, and the number in it. */
const PARTS = String.raw`'^(([0-9A-Z]{2,4})((?:-[A-Z]){0,2})-(\d{4}))-(\d{4,9})$'`;

/** Numbers that were given are not given again. Those of incidents are passed over when they are drawn. */
export async function advanceNumbers(client: pg.ClientBase): Promise<void> {
  await client.query(`
    SELECT setval('incident.paper_number', max(number)) FROM incident.paper_form HAVING max(number) IS NOT NULL`);
  await client.query(`
    INSERT INTO alerting.reference_counter AS known (prefix, year, last)
    SELECT m[2] || m[3], m[4]::int, max(m[5]::int) FROM alerting.advisory, regexp_match(reference, ${PARTS}) AS m
    WHERE m IS NOT NULL GROUP BY 1, 2
    ON CONFLICT (prefix, year) DO UPDATE SET last = greatest(known.last, excluded.last)`);
  await client.query(`
    SELECT setval('incident.situation_report_number', max(m[5]::bigint)) FROM incident.situation_report,
      regexp_match(number, ${PARTS}) AS m HAVING max(m[5]::bigint) IS NOT NULL`);
}

/** What triggers keep beside incidents and journals, which no trigger did while they came in. */
export async function makeWords(client: pg.ClientBase): Promise<void> {
  // The planner knows nothing yet of rows that came in this very transaction, and would read a journal whole for each of its entries.
  await client.query('ANALYZE incident.incident, incident.journal_entry');
  await client.query(`
    INSERT INTO incident.supplier_name (key)
    SELECT DISTINCT supplier_key FROM incident.incident WHERE supplier_key IS NOT NULL`);
  await client.query(`
    INSERT INTO incident.wording (incident_id, kind, at, supplier_key, document)
    SELECT id, kind, recorded_at, supplier_key, incident.answers_document(supplier, what, report) FROM incident.incident`);
  await client.query(`
    SELECT incident.write_text(i, side, part) FROM incident.incident AS i, unnest(ARRAY['agency', 'facility']) AS side,
      generate_series(0, i.journal_seq / 100) AS part`);
}
