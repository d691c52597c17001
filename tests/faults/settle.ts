import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** What has still to happen. Parked deliveries are not waited for: nothing moves them. */
const UNDER_WAY = `
  SELECT (SELECT count(*)::int FROM messaging.delivery WHERE state = 'open') AS deliveries,
    (SELECT count(*)::int FROM alerting.duty_notification WHERE mailing_id IS NULL)
      + (SELECT count(*)::int FROM alerting.mailing WHERE prepared_at IS NULL) AS mailings,
    (SELECT count(*)::int FROM alerting.mail WHERE state = 'open') AS mails`;

interface UnderWay {
  deliveries: number;
  mailings: number;
  mails: number;
}

/**
 * Waits until nothing is under way any more, or the time is up: then the checker says what is missing.
 *
 * @param withMails also until every mail has left, which takes longer: the duty is not rung twice within 20 seconds, and who takes
 *   over the mails of the dead waits for their lease to end
 * @returns milliseconds
 */
export async function settle(adminUrl: string, withMails: boolean, seconds = 300): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < seconds * 1000) {
    const left = await underWay(adminUrl);
    if (left && left.deliveries + (withMails ? left.mailings + left.mails : 0) === 0) break;
    await sleep(250);
  }
  return performance.now() - began;
}

async function underWay(adminUrl: string): Promise<UnderWay | undefined> {
  const client = new pg.Client({ connectionString: adminUrl });
  // A server that is just ending closes the connection without being asked.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<UnderWay>(UNDER_WAY)).rows[0];
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}
