import { type RelayRegion, relayRegionId } from '#libs/contracts';

/** Injected: the region for which devices seal declarations. */
export const RELAY_REGION = Symbol('relay region');

/** @param publicKey SPKI in DER, base64url */
export async function relayRegionOf(publicKey: string): Promise<RelayRegion> {
  return { id: await relayRegionId(publicKey), publicKey };
}
