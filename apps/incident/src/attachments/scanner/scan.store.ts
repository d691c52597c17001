import type { Kind, Tlp, Verdict } from '#libs/contracts';
import { execute, maybeOne, one } from '#libs/database';
import type { EntityManager } from 'typeorm';

/** A file to look at. */
export interface Due {
  id: string;
  failures: number;
  size: number;
  /** What it counts as until now. */
  verdict: Verdict;
}

const CLAIMED = `RETURNING id, scan_failures AS failures, size::float8 AS size, verdict`;

/** What waits the longest, for the one process that claims it; when that one dies, another claims it after `until`. */
export function claimDue(tx: EntityManager, now: Date, until: Date): Promise<Due | undefined> {
  return maybeOne<Due>(
    tx,
    `UPDATE attachment SET scan_at = $2 WHERE id = (
       SELECT id FROM attachment WHERE state = 'stored' AND verdict = 'unscanned' AND scan_at <= $1
       ORDER BY scan_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     ${CLAIMED}`,
    [now, until],
  );
}

/** What newer signatures may know better: a file in which nothing was found, and one in which something was. */
const MAY_CHANGE = `state = 'stored' AND (verdict IN ('clean', 'infected') OR verdict = 'unreadable' AND finding IS NULL)`;

/** The same of what was judged with older signatures: the newest. */
export function claimJudged(tx: EntityManager, signaturesAt: Date, now: Date, until: Date): Promise<Due | undefined> {
  return maybeOne<Due>(
    tx,
    `UPDATE attachment SET scan_at = $3 WHERE id = (
       SELECT id FROM attachment WHERE ${MAY_CHANGE} AND coalesce(signatures_at, 'epoch') < $1
         AND coalesce(scan_at, 'epoch') <= $2
       ORDER BY stored_at DESC LIMIT 1 FOR UPDATE SKIP LOCKED)
     ${CLAIMED}`,
    [signaturesAt, now, until],
  );
}

/** Still being looked at. */
export async function holdDue(tx: EntityManager, id: string, until: Date): Promise<void> {
  await execute(tx, `UPDATE attachment SET scan_at = $2 WHERE id = $1 AND scan_at IS NOT NULL`, [id, until]);
}

/** It is looked at again, later. */
export async function postpone(tx: EntityManager, id: string, until: Date): Promise<void> {
  await execute(
    tx,
    `UPDATE attachment SET scan_at = $2, scan_failures = scan_failures + 1 WHERE id = $1 AND scan_at IS NOT NULL`,
    [id, until],
  );
}

export interface Finding {
  verdict: Verdict;
  finding: string | null;
  scannedAt: string;
  signaturesAt: Date | null;
}

export interface Scanned {
  id: string;
  name: string;
  tlp: Tlp | null;
  visibility: 'shared' | 'agency';
  kind: Kind;
  facilityId: string | null;
  /** Null: it came with a mail, from which nothing is declared yet. */
  incident: { incidentId: string; facilityId: string; territory: string; reference: string } | null;
  /** How often that was said to those who have the incident. */
  scans: number;
}

/** What it was it is by these signatures too: nothing to tell. */
export async function keepSame(
  tx: EntityManager,
  id: string,
  { verdict, finding, scannedAt, signaturesAt }: Finding,
): Promise<void> {
  await execute(
    tx,
    `UPDATE attachment SET finding = $3, scanned_at = $4, signatures_at = $5, scan_at = NULL, scan_failures = 0
     WHERE id = $1 AND state = 'stored' AND verdict = $2`,
    [id, verdict, finding, scannedAt, signaturesAt],
  );
}

/** As whoever writes to a file of an incident locks it: the incident first. */
export async function lockIncidentOf(tx: EntityManager, id: string): Promise<void> {
  await maybeOne(tx, 'SELECT FROM incident WHERE id = (SELECT incident_id FROM attachment WHERE id = $1) FOR UPDATE', [
    id,
  ]);
}

/** How often it was handed out as clean. */
export async function countFetched(tx: EntityManager, id: string): Promise<number> {
  const { fetched } = await one<{ fetched: number }>(
    tx,
    `SELECT count(*)::int AS fetched FROM custody WHERE attachment_id = $1 AND action = 'downloaded' AND result = 'clean'`,
    [id],
  );
  return fetched;
}

/** Once. @param before what it counted as @returns undefined when somebody else has written it, or it was destroyed meanwhile */
export function keepVerdict(
  tx: EntityManager,
  { id, verdict: before }: Pick<Due, 'id' | 'verdict'>,
  { verdict, finding, scannedAt, signaturesAt }: Finding,
): Promise<Scanned | undefined> {
  return maybeOne<Scanned>(
    tx,
    `UPDATE attachment a SET verdict = $2, finding = $3, scanned_at = $4, signatures_at = $5, scan_at = NULL, scan_failures = 0,
       scans = scans + (incident_id IS NOT NULL)::int
     WHERE id = $1 AND state = 'stored' AND verdict = $6
     RETURNING id, facility_id AS "facilityId", name, tlp, visibility, kind, scans, (
       SELECT jsonb_build_object('incidentId', i.id, 'facilityId', i.facility_id, 'territory', i.territory, 'reference', i.reference)
       FROM incident i WHERE i.id = a.incident_id) AS incident`,
    [id, verdict, finding, scannedAt, signaturesAt, before],
  );
}

/** @param attempts after which a file counts as one that cannot be looked at */
export function countWaiting(tx: EntityManager, attempts: number): Promise<{ waiting: number; stuck: number }> {
  return one(
    tx,
    `SELECT count(*)::int AS waiting, (count(*) FILTER (WHERE scan_failures >= $1))::int AS stuck
     FROM attachment WHERE state = 'stored' AND verdict = 'unscanned'`,
    [attempts],
  );
}
