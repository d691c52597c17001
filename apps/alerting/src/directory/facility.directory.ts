import { Inject, Injectable } from '@nestjs/common';
import type { Facility, Territory } from '#libs/contracts';
import { Clock } from '#libs/platform';
import { inChunks } from './in-chunks.js';
import { ServiceRequest } from './service-request.js';

/** Facilities asked at once: an answer stays well below what NATS carries. */
const AT_ONCE = 1_000;
/** Milliseconds for which the list of territories is believed; it changes about once in a decade. */
const BELIEVED = 10 * 60_000;

/** What the directory says of facilities and territories. */
@Injectable()
export class FacilityDirectory {
  private known: { territories: Territory[]; until: number } | undefined;

  constructor(
    @Inject(ServiceRequest) private readonly services: ServiceRequest,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Those that the directory knows, in no order. */
  async byIds(ids: readonly string[], traceId: string): Promise<Facility[]> {
    const found: Facility[] = [];
    for (const chunk of inChunks([...new Set(ids)], AT_ONCE)) {
      const { items } = await this.services.ask('directory.facility.list', { ids: chunk, limit: AT_ONCE }, { traceId });
      found.push(...items);
    }
    return found;
  }

  /** All facilities, or those of one territory. */
  async all(territory: string | undefined, traceId: string): Promise<Facility[]> {
    const found: Facility[] = [];
    let cursor: string | undefined;
    do {
      const body = { limit: AT_ONCE, ...(territory && { territory }), ...(cursor && { cursor }) };
      const { items, next } = await this.services.ask('directory.facility.list', body, { traceId });
      found.push(...items);
      cursor = next ?? undefined;
    } while (cursor);
    return found;
  }

  async territories(): Promise<Territory[]> {
    const now = this.clock.now().getTime();
    if (!this.known || now >= this.known.until) {
      const { items } = await this.services.ask('directory.territory.list', {});
      this.known = { territories: items, until: now + BELIEVED };
    }
    return this.known.territories;
  }
}
