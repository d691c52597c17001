import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, Refusal } from '#libs/contracts';
import { Database, audit, execute, rows } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { HEAD, type IncidentHead } from '../incidents/incident.row.js';
import { eventOf, saidOf, step } from '../incidents/incident.step.js';
import { SimilarReader } from './similar.reader.js';

const DISMISS = 'incident.similar.dismiss';
const RESTORE = 'incident.similar.restore';
type Judging = typeof DISMISS | typeof RESTORE;

/** What an analyst holds of a proposal. */
@Injectable()
export class SimilarService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SimilarReader) private readonly reader: SimilarReader,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** It is proposed again when something speaks for it that does not speak for it now. @throws Refusal('not-found') */
  async dismiss(body: CommandBody<typeof DISMISS>, context: CommandContext): Promise<CommandResult<typeof DISMISS>> {
    const { incidentId, otherId, reason } = body;
    const evidence = await this.reader.evidence(incidentId, otherId, context);
    return this.once(DISMISS, body, context, async (tx, other) => {
      await execute(
        tx,
        `INSERT INTO similar_dismissal (one_id, other_id, reason, evidence, at, by)
         VALUES (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $3, $4, $5, $6)
         ON CONFLICT (one_id, other_id) DO UPDATE SET reason = $3, at = $5, by = $6,
           evidence = ARRAY(SELECT unnest(similar_dismissal.evidence) UNION SELECT unnest($4::text[]))`,
        [incidentId, otherId, reason, evidence, this.clock.instant(), context.actor.id],
      );
      await this.leave(tx, DISMISS, body, other, context);
      return { incidentId, otherId, dismissed: true };
    });
  }

  restore(body: CommandBody<typeof RESTORE>, context: CommandContext): Promise<CommandResult<typeof RESTORE>> {
    const { incidentId, otherId } = body;
    return this.once(RESTORE, body, context, async (tx, other) => {
      const removed = await execute(
        tx,
        'DELETE FROM similar_dismissal WHERE one_id = least($1::uuid, $2::uuid) AND other_id = greatest($1::uuid, $2::uuid)',
        [incidentId, otherId],
      );
      if (removed > 0) await this.leave(tx, RESTORE, body, other, context);
      return { incidentId, otherId, dismissed: false };
    });
  }

  /** @throws Refusal('not-found'), Refusal('invalid-request') for one and the same, and for an exercise beside what is real */
  private once<T>(
    command: Judging,
    body: { incidentId: string; otherId: string },
    context: CommandContext,
    work: (tx: EntityManager, other: IncidentHead) => Promise<T>,
  ): Promise<T> {
    return this.database.idempotentTransaction(context.scope, requestOf(command, body, context), async (tx) => {
      const { incidentId, otherId } = body;
      const pair = await rows<IncidentHead>(
        tx,
        `SELECT ${HEAD} FROM incident WHERE id = ANY($1) ORDER BY id FOR UPDATE`,
        [[incidentId, otherId]],
      );
      const refuse = (code: string) => new Refusal('invalid-request', { places: [{ path: 'otherId', code }] });
      if (incidentId === otherId) throw refuse('same-incident');
      const [incident, other] = [incidentId, otherId].map((id) => pair.find((one) => one.id === id));
      if (!incident || !other) throw new Refusal('not-found');
      if (incident.kind !== other.kind) throw refuse('kind-differs');
      return work(tx, other);
    });
  }

  private async leave(
    tx: EntityManager,
    command: Judging,
    { incidentId, reason }: { incidentId: string; reason?: string },
    other: IncidentHead,
    context: CommandContext,
  ): Promise<void> {
    const dismissed = command === DISMISS;
    const details = { incidentId: other.id, reference: other.reference };
    const type = dismissed ? 'similar-dismissed' : 'similar-restored';
    const entry = { type, visibility: 'agency', text: reason, details } as const;
    const stepped = await step(tx, context, this.clock.instant(), incidentId, entry);
    const { facilityId, kind } = stepped;
    audit(
      tx,
      auditOf(command, context, { type: 'incident', id: incidentId, facilityId, kind, details: { otherId: other.id } }),
    );
    this.outbox.emit(tx, {
      ...eventOf(stepped, context),
      type: 'incident.similar-judged',
      payload: { ...saidOf(stepped), otherId: other.id, dismissed },
    });
  }
}
