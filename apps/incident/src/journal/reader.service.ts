import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, type Kind, Refusal, type RoomReader } from '#libs/contracts';
import { Database, audit, maybeOne, one, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';

const READ = 'incident.room.read';

/** How far each person has read. The trail keeps when somebody first did; each later entry would drown it. */
@Injectable()
export class ReaderService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** No further than the journal goes. @throws Refusal('not-found') */
  read(body: CommandBody<typeof READ>, context: CommandContext): Promise<{ seq: number }> {
    return this.database.idempotentTransaction(context.scope, requestOf(READ, body, context), async (tx) => {
      const { incidentId } = body;
      const { facilityId, kind, last } = await standing(tx, incidentId);
      const person = context.scope.kind === 'facility' ? 'facility_person_id' : 'agency_person_id';
      const seq = Math.min(body.seq, last);
      const own = [incidentId, context.actor.id];
      const before = await maybeOne(tx, `SELECT seq FROM room_reader WHERE incident_id = $1 AND ${person} = $2`, own);
      if (!before) {
        audit(tx, auditOf(READ, context, { type: 'incident', id: incidentId, facilityId, kind, details: { seq } }));
      }
      return one<{ seq: number }>(
        tx,
        `INSERT INTO room_reader (incident_id, ${person}, facility_id, seq, at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (incident_id, ${person}) DO UPDATE
         SET seq = greatest(room_reader.seq, excluded.seq), at = excluded.at
         RETURNING seq`,
        [...own, facilityId, seq, this.clock.instant()],
      );
    });
  }

  list(
    { incidentId }: { incidentId: string },
    { scope }: CommandContext,
  ): Promise<CommandResult<'incident.room.readers'>> {
    return this.database.transaction(scope, async (tx) => {
      await standing(tx, incidentId);
      const person =
        scope.kind === 'facility' ? 'facility_person_id' : 'coalesce(facility_person_id, agency_person_id)';
      const found = await rows<Omit<RoomReader, 'at'> & { at: Date }>(
        tx,
        `SELECT side, ${person} AS "personId", seq, at FROM room_reader WHERE incident_id = $1 ORDER BY at DESC LIMIT 500`,
        [incidentId],
      );
      return { readers: found.map((row) => ({ ...row, at: row.at.toISOString() })) };
    });
  }
}

interface Standing {
  facilityId: string;
  kind: Kind;
  last: number;
}

async function standing(tx: EntityManager, incidentId: string): Promise<Standing> {
  const found = await maybeOne<Standing>(
    tx,
    'SELECT facility_id AS "facilityId", kind, journal_seq AS last FROM incident WHERE id = $1',
    [incidentId],
  );
  if (!found) throw new Refusal('not-found');
  return found;
}
