import { Inject, Injectable } from '@nestjs/common';
import {
  type Assessment,
  type CommandBody,
  type CommandResult,
  Refusal,
  type RegionalScore,
  correlatedScore,
  gravestOf,
  levelOf,
  scoreOf,
} from '#libs/contracts';
import { Database, audit, isUniqueViolation, maybeOne } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { eventOf, saidOf, step } from '../incidents/incident.step.js';
import { type Lasting, insertAssessment, readAssessments, readLasting } from './assessment.store.js';

const ASSESS = 'incident.severity.assess';
type Assess = CommandBody<typeof ASSESS>;

/** How grave incidents are: each assessment is kept, the last one counts. */
@Injectable()
export class AssessmentService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Refusal('state-conflict') for a closed incident, Refusal('already-exists') for the id of another assessment */
  async assess(body: Assess, context: CommandContext): Promise<Assessment> {
    try {
      return await this.database.idempotentTransaction(context.scope, requestOf(ASSESS, body, context), (tx) =>
        this.write(tx, body, context),
      );
    } catch (error) {
      throw isUniqueViolation(error, 'assessment_pkey') ? new Refusal('already-exists') : error;
    }
  }

  /** Newest first. @throws Refusal('not-found') for an incident of others */
  list({ incidentId }: { incidentId: string }, { scope }: CommandContext): Promise<{ items: Assessment[] }> {
    return this.database.transaction(scope, async (tx) => {
      await stateOf(tx, incidentId);
      return { items: await readAssessments(tx, incidentId, scope) };
    });
  }

  /** By those of its incidents that last: an outage at forty facilities is graver than the gravest of them. */
  regional(
    { regionalId }: CommandBody<'incident.regional.score'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'incident.regional.score'>> {
    return this.database.transaction(scope, async (tx) => {
      const known = await maybeOne(tx, 'SELECT 1 FROM regional_incident WHERE id = $1', [regionalId]);
      if (!known) throw new Refusal('not-found');
      return regionalScoreOf(regionalId, await readLasting(tx, regionalId));
    });
  }

  private async write(tx: EntityManager, body: Assess, context: CommandContext): Promise<Assessment> {
    const { incidentId, answers, severity, outlook } = body;
    const state = await stateOf(tx, incidentId, 'FOR UPDATE');
    if (state === 'closed') throw new Refusal('state-conflict', { state });
    const score = scoreOf(answers);
    const computed = levelOf(score, answers.danger);
    // What was explained although nothing had to be is not kept as if it had.
    const reason = severity === computed ? null : body.reason;
    const assessedAt = this.clock.instant();
    const details = { severity, computed, score, outlook };
    const entry = { type: 'assessed', visibility: 'shared', details } as const;
    const stepped = await step(tx, context, assessedAt, incidentId, entry, { severity, score, outlook });
    const { facilityId, kind } = stepped;
    const assessment = { ...body, score, computed, reason, assessedBy: context.actor.id, assessedAt };
    await insertAssessment(tx, assessment, facilityId);
    const noted = { ...details, answers };
    audit(tx, auditOf(ASSESS, context, { type: 'incident', id: incidentId, facilityId, kind, details: noted }));
    this.outbox.emit(tx, {
      ...eventOf(stepped, context),
      type: 'incident.assessed',
      payload: { ...saidOf(stepped), severity, score, outlook },
    });
    return assessment;
  }
}

async function stateOf(tx: EntityManager, incidentId: string, lock: 'FOR UPDATE' | '' = ''): Promise<string> {
  const found = await maybeOne<{ state: string }>(tx, `SELECT state FROM incident WHERE id = $1 ${lock}`, [incidentId]);
  if (!found) throw new Refusal('not-found');
  return found.state;
}

function regionalScoreOf(regionalId: string, lasting: readonly Lasting[]): RegionalScore {
  const scores = lasting.flatMap(({ score }) => score ?? []);
  const counts = { regionalId, open: lasting.length, assessed: scores.length };
  if (scores.length === 0) return { ...counts, score: null, severity: null, isRaised: false, gravest: null };
  const score = correlatedScore(scores);
  const isHarmed = lasting.some(({ danger }) => danger === 'proven');
  const computed = levelOf(score, isHarmed ? 'proven' : 'none');
  // A level that an analyst decided, with a reason or before the first assessment, is not in the score.
  const severity = gravestOf([computed, ...lasting.flatMap((one) => one.severity ?? [])]);
  return {
    ...counts,
    score,
    severity,
    isRaised: severity !== computed,
    gravest: Math.max(...scores),
  };
}
