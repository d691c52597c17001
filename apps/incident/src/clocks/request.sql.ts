/** An instant as the contracts write it, where it travels inside JSON. */
export const instantText = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Which of several requests for a stage counts: the one that was asked last, and of the same instant the one that was recorded last. */
export const LATEST_FIRST = 'asked_at DESC, recorded_at DESC, id DESC';

/** The requests for the stage of clock `c`, as the contracts write them. */
export const REQUESTS = `(
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'askedAt', ${instantText('q.asked_at')}, 'dueAt', ${instantText('q.due_at')},
    'askedBy', q.asked_by, 'authorSide', q.author_side, 'recordedAt', ${instantText('q.recorded_at')}) ORDER BY ${LATEST_FIRST}), '[]')
  FROM report_request q WHERE q.incident_id = c.incident_id AND q.regime = c.regime AND q.stage = c.stage
)`;
