import { Inject, Injectable } from '@nestjs/common';
import { TokenIssuer } from '#libs/auth';
import { type CommandResult, Refusal } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';

/** What the directory knows of a device. */
@Injectable()
export class Devices {
  constructor(
    @Inject(CommandClient) private readonly client: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
  ) {}

  /**
   * Its key, and who its owner is now.
   *
   * @throws Refusal('relay-device-refused') when it may not sign, Refusal('unavailable')
   */
  async get(deviceId: string, traceId: string): Promise<CommandResult<'directory.device.get'>> {
    const token = await this.tokens.issueForService();
    const device = await this.client
      .request('directory.device.get', { deviceId }, { token, traceId })
      .catch((error: unknown) => {
        throw error instanceof Refusal && error.code === 'not-found' ? new Refusal('relay-device-refused') : error;
      });
    if (device.standing !== 'active') throw new Refusal('relay-device-refused');
    return device;
  }
}
