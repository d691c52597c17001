import { one } from '#libs/database';
import type { EntityManager } from 'typeorm';

interface WebhookFacts {
  name: string;
  why: 'gone' | 'failing';
  failingSince: Date | null;
}

/** Reads the endpoint as it is now; one that was switched on again meanwhile is told as gone no longer than its mail takes. */
export function webhookFacts(tx: EntityManager, endpointId: string): Promise<WebhookFacts> {
  return one<WebhookFacts>(
    tx,
    `SELECT name, coalesce(disabled_for, 'failing') AS why, coalesce(failing_since, last_success_at, created_at) AS "failingSince"
     FROM webhook_endpoint WHERE id = $1`,
    [endpointId],
  );
}
