/**
 * Numbers and writes rows: $1 the views (JSON array), $2 recipients and $3 the index of each one's view, in order.
 *
 * Heads are locked in one order, so two batches cannot wait for each other; numbers follow the order of the input.
 */
export const WRITE = `
  WITH view AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS v(
      index integer, "eventId" uuid, kind text, type text, "recordId" uuid, reference text, summary jsonb, at timestamptz)
  ), target AS (
    SELECT * FROM unnest($2::text[], $3::integer[]) WITH ORDINALITY AS t(recipient, index, ord)
  ), head AS (
    INSERT INTO feed_head (recipient, last_cursor)
    SELECT recipient, count(*) FROM target GROUP BY recipient ORDER BY recipient
    ON CONFLICT (recipient) DO UPDATE SET last_cursor = feed_head.last_cursor + excluded.last_cursor
    RETURNING recipient, last_cursor
  ), numbered AS (
    SELECT target.*, head.last_cursor + 1 - row_number() OVER (PARTITION BY recipient ORDER BY ord DESC) AS cursor
    FROM target JOIN head USING (recipient)
  ), written AS (
    INSERT INTO feed (recipient, cursor, event_id, kind, type, record_id, reference, summary, at)
    SELECT recipient, cursor, "eventId", kind, type, "recordId", reference, summary, at
    FROM numbered JOIN view USING (index)
  )
  SELECT recipient, index, cursor::float8 AS cursor FROM numbered ORDER BY ord`;

const COLUMNS = `
  feed.recipient, feed.cursor::float8 AS cursor, feed.event_id AS "eventId", feed.kind, feed.type,
  feed.record_id AS "recordId", feed.reference, feed.summary,
  to_char(feed.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at`;

/** What follows a cursor ($2), for each of many recipients ($1): at most $3 rows each. */
export const AFTER = `
  SELECT want.index::float8 AS want, ${COLUMNS}
  FROM unnest($1::text[], $2::bigint[]) WITH ORDINALITY AS want(recipient, after, index)
  CROSS JOIN LATERAL (
    SELECT * FROM feed WHERE feed.recipient = want.recipient AND feed.cursor > want.after
    ORDER BY feed.cursor LIMIT $3
  ) AS feed
  ORDER BY want.index, feed.cursor`;

export const HEADS = `
  SELECT recipient, last_cursor::float8 AS last FROM feed_head WHERE recipient = ANY($1::text[])`;
