import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, Refusal } from '#libs/contracts';
import { Database } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditCommand, idempotencyOf } from '../commands/command-record.js';
import { FacilityDirectory } from '../directory/facility.directory.js';
import { type Series, drawReference, seriesOf } from '../references/reference.js';
import { stateAfter } from './advisory.state.js';
import {
  type AdvisoryRow,
  changeOf,
  insertAdvisory,
  insertStep,
  insertTexts,
  lockIfThere,
  updateAdvisory,
} from './advisory.store.js';

const SAVE = 'alerting.advisory.save';

/** Writes drafts. Any analyst may go on with another's; the author is who saved last. */
@Injectable()
export class DraftService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(FacilityDirectory) private readonly directory: FacilityDirectory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async save(body: CommandBody<typeof SAVE>, context: CommandContext): Promise<CommandResult<typeof SAVE>> {
    const series = seriesOf(body.kind, await this.directory.territories(), this.clock.now());
    return this.database.idempotentTransaction(context.scope, idempotencyOf(SAVE, body, context), async (tx) => {
      const advisory = await this.write(tx, body, context, series);
      await insertTexts(tx, advisory, body.texts);
      await insertStep(tx, advisory, { action: 'save', actorId: context.actor.id });
      auditCommand(tx, SAVE, context, {
        recordType: 'advisory',
        recordId: advisory.id,
        kind: advisory.kind,
        details: { version: advisory.version, tlp: advisory.tlp },
      });
      return changeOf(advisory);
    });
  }

  private async write(
    tx: EntityManager,
    body: CommandBody<typeof SAVE>,
    { actor }: CommandContext,
    series: Series,
  ): Promise<AdvisoryRow> {
    const { id, tlp, csafId, regionalId, audience } = body;
    const respondBy = body.respondBy === null ? null : new Date(body.respondBy);
    const content = { tlp, respondBy, csafId, regionalId, audience, authorId: actor.id, changedAt: this.clock.now() };
    const before = await lockIfThere(tx, id);
    if (!before) {
      const advisory = { ...newAdvisory, ...content, id, kind: body.kind, reference: await drawReference(tx, series) };
      await insertAdvisory(tx, advisory);
      return advisory;
    }
    const state = stateAfter(before.state, 'save');
    // The reference says what it is, and may have been quoted already.
    if (before.kind !== body.kind) {
      throw new Refusal('invalid-request', { places: [{ path: 'kind', code: 'kind-fixed' }] });
    }
    const advisory = { ...before, ...content, state, version: before.version + 1 };
    await updateAdvisory(tx, advisory);
    return advisory;
  }
}

const newAdvisory = {
  state: 'draft',
  version: 1,
  eventVersion: 0,
  approverId: null,
  returnReason: null,
  sentAt: null,
  recipientCount: null,
} as const satisfies Partial<AdvisoryRow>;
