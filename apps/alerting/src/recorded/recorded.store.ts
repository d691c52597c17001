import type { Kind, Source } from '#libs/contracts';
import { execute } from '#libs/database';
import { newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';

/** What the mail about a recorded declaration is written from: ids and marks, no text of a person. */
export interface RecordedFacts {
  incidentId: string;
  reference: string;
  recordedAt: string;
  source: Source;
}

export interface RecordedNotice extends RecordedFacts {
  kind: Kind;
  facilityId: string;
  territory: string;
}

/** One mailing for each declaration that the agency recorded; called once for its event. */
export async function insertRecordedMailing(tx: EntityManager, notice: RecordedNotice, now: Date): Promise<void> {
  const { kind, facilityId, territory, ...facts } = notice;
  await execute(
    tx,
    `INSERT INTO mailing (id, purpose, kind, territory, facility_id, facts, created_at, next_at)
     VALUES ($1, 'recorded', $2, $3, $4, $5, $6, $6)`,
    [newId(), kind, territory, facilityId, facts, now],
  );
}
