import { Controller, Inject } from '@nestjs/common';
import { type AfterCommit, type EventOf, OnEvent } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { SessionBell } from './session-bell.js';
import { SessionStore } from './session.store.js';

@Controller()
export class PersonChangedHandler {
  constructor(
    @Inject(SessionStore) private readonly store: SessionStore,
    @Inject(SessionBell) private readonly bell: SessionBell,
  ) {}

  /** What the sessions of these people hold is no longer taken as true. */
  @OnEvent('directory.person-changed', { batch: true })
  async doubt(events: EventOf<'directory.person-changed'>[], tx: EntityManager): Promise<AfterCommit | void> {
    const personIds = events.map(({ payload }) => payload.personId);
    await this.store.doubt(tx, personIds);
    return () => this.bell.doubted(personIds);
  }
}
