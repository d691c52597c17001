import { Inject, Injectable } from '@nestjs/common';
import type { Identity } from '#libs/contracts';
import { type AuditEntry, Database, type DatabaseScope, audit, execute, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import type { SessionRow } from './session.js';

const SYSTEM: DatabaseScope = { kind: 'system' };

const CREATE = `
  INSERT INTO session (id_hash, person_id, identity, refreshed_at, created_at, expires_at)
  VALUES ($1, $2, $3, $4, $4, $5)`;

const FIND = `
  SELECT id_hash AS "idHash", identity, refreshed_at AS "refreshedAt", expires_at AS "expiresAt"
  FROM session WHERE id_hash = ANY($1::bytea[])`;

/** From where a session was opened or ended. */
export interface Cause {
  origin: string;
  traceId: string;
}

interface Ending extends Cause {
  personId: string;
  /** The person, or the gateway when the directory no longer knows them. */
  actorId: string;
}

/** The table of sessions, which outlives every gateway process. */
@Injectable()
export class SessionStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  async create({ idHash, identity, refreshedAt, expiresAt }: SessionRow, cause: Cause): Promise<void> {
    const { personId } = identity;
    const values = [idHash, personId, JSON.stringify(identity), refreshedAt, expiresAt];
    await this.database.transaction(SYSTEM, async (tx) => {
      await execute(tx, CREATE, values);
      audit(tx, entry('gateway.session.open', personId, { actorId: personId, ...cause }));
    });
  }

  find(idHashes: readonly Buffer[]): Promise<SessionRow[]> {
    return this.database.transaction(SYSTEM, (tx) => rows<SessionRow>(tx, FIND, [idHashes]));
  }

  async refresh(idHash: Buffer, identity: Identity, at: Date): Promise<void> {
    await this.database.transaction(SYSTEM, (tx) =>
      execute(tx, 'UPDATE session SET identity = $2, refreshed_at = $3 WHERE id_hash = $1', [
        idHash,
        JSON.stringify(identity),
        at,
      ]),
    );
  }

  /** Two sign-outs at once end it once. */
  async remove(idHash: Buffer, { personId, ...by }: Ending): Promise<void> {
    await this.database.transaction(SYSTEM, async (tx) => {
      const removed = await execute(tx, 'DELETE FROM session WHERE id_hash = $1', [idHash]);
      if (removed > 0) audit(tx, entry('gateway.session.close', personId, by));
    });
  }

  /** Makes every session of the person ask the directory again before it is used. */
  async doubt(tx: EntityManager, personIds: readonly string[]): Promise<void> {
    await execute(tx, 'UPDATE session SET refreshed_at = to_timestamp(0) WHERE person_id = ANY($1::uuid[])', [
      personIds,
    ]);
  }

  async removeExpired(now: Date): Promise<void> {
    await this.database.transaction(SYSTEM, (tx) => execute(tx, 'DELETE FROM session WHERE expires_at < $1', [now]));
  }
}

/** A session has no id that may be written down: the record is the person. */
const entry = (action: string, personId: string, by: Cause & { actorId: string }): AuditEntry => ({
  action,
  recordType: 'person',
  recordId: personId,
  ...by,
});
