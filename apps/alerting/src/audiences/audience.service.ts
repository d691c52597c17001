import { Inject, Injectable } from '@nestjs/common';
import type { Audience, AudienceMember, Facility } from '#libs/contracts';
import { FacilityDirectory } from '../directory/facility.directory.js';
import { ServiceRequest } from '../directory/service-request.js';
import { type Exposures, hasCriteria, membersOf } from './audience.members.js';

/** Finds out whom an audience means right now. */
@Injectable()
export class AudienceService {
  constructor(
    @Inject(FacilityDirectory) private readonly directory: FacilityDirectory,
    @Inject(ServiceRequest) private readonly services: ServiceRequest,
  ) {}

  /**
   * The exact list. Asks the directory and, for an asset match, the inventory: not to be called inside a transaction.
   *
   * @throws Refusal('unavailable') when one of them does not answer; 'not-found' when the CSAF document does not exist
   */
  async resolve(audience: Audience, traceId: string): Promise<AudienceMember[]> {
    const exposure = await this.exposure(audience, traceId);
    return membersOf(audience, await this.candidates(audience, exposure, traceId), exposure);
  }

  private async exposure({ assetMatch }: Audience, traceId: string): Promise<Exposures> {
    if (!assetMatch) return new Map();
    const { facilities } = await this.services.ask(
      'asset-inventory.exposure.get',
      { csafId: assetMatch.csafId },
      { traceId },
    );
    return new Map(facilities.map(({ facilityId, verdict }) => [facilityId, verdict]));
  }

  /** Every facility that could be a member, and no more of the directory than needed. */
  private async candidates(audience: Audience, exposure: Exposures, traceId: string): Promise<Facility[]> {
    const { assetMatch, territories, facilities } = audience;
    if (assetMatch || !hasCriteria(audience)) {
      return this.directory.byIds([...exposure.keys(), ...facilities], traceId);
    }
    const inCriteria = await this.directory.all(territories.length === 1 ? territories[0] : undefined, traceId);
    const known = new Set(inCriteria.map(({ id }) => id));
    const others = facilities.filter((id) => !known.has(id));
    return [...inCriteria, ...(await this.directory.byIds(others, traceId))];
  }
}
