import { Controller, Inject } from '@nestjs/common';
import { type AfterCommit, type EventOf, OnEvent } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { ClockDeriver } from './clock.deriver.js';
import { askForClocks, askForFacility } from './sheet.store.js';

/** What may move an incident's clocks. */
const moving = [
  'incident.declared',
  'incident.amended',
  'incident.reclassified',
  'incident.aware-corrected',
  'authority.told',
  'report.requested',
] as const;

/** Notes which clocks are out of date: a storm of declarations costs one statement a batch. */
@Controller()
export class ClocksOutOfDateHandler {
  constructor(
    @Inject(ClockDeriver) private readonly deriver: ClockDeriver,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @OnEvent(moving, { batch: true })
  async note(events: EventOf<(typeof moving)[number]>[], tx: EntityManager): Promise<AfterCommit | void> {
    const asked = events.map(({ aggregateId, payload: { facilityId, territory } }) => ({
      incidentId: aggregateId,
      facilityId,
      territory,
    }));
    await askForClocks(tx, asked, this.clock.now());
    return () => this.deriver.nudge();
  }

  @OnEvent('directory.profile-changed')
  async noteFacility(
    { payload }: EventOf<'directory.profile-changed'>,
    tx: EntityManager,
  ): Promise<AfterCommit | void> {
    await askForFacility(tx, payload.facilityId, this.clock.now());
    return () => this.deriver.nudge();
  }
}
