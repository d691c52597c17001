import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  Refusal,
  RelayedDeclaration,
  isSignedBy,
  joinRelayParts,
  openSealed,
  readSealedHead,
} from '#libs/contracts';
import { Devices } from './devices.js';
import { RegionKey } from './region-key.js';

/** What a device has sealed, and whose device it is. */
export interface Relayed {
  author: Actor;
  content: RelayedDeclaration;
}

/** Reads what came through another's hands; nothing of it is believed before its signature is. */
@Injectable()
export class RelayedReader {
  constructor(
    @Inject(RegionKey) private readonly region: RegionKey,
    @Inject(Devices) private readonly devices: Devices,
  ) {}

  /**
   * @throws Refusal('relay-damaged'), Refusal('relay-incomplete'), Refusal('relay-other-region'), Refusal('relay-device-refused'),
   *   Refusal('relay-forged'), Refusal('relay-unfit'), Refusal('unavailable')
   */
  async read(parts: readonly string[], traceId: string): Promise<Relayed> {
    const sealed = await joinRelayParts(parts);
    const { regionId, deviceId } = readSealedHead(sealed);
    if (regionId !== this.region.id) throw new Refusal('relay-other-region');
    const { publicKey, actor } = await this.devices.get(deviceId, traceId);
    if (!(await isSignedBy(sealed, publicKey))) throw new Refusal('relay-forged');
    return { author: actor, content: contentOf(await openSealed(sealed, this.region.key)) };
  }
}

function contentOf(text: string): RelayedDeclaration {
  try {
    return RelayedDeclaration.parse(JSON.parse(text));
  } catch {
    throw new Refusal('relay-unfit');
  }
}
