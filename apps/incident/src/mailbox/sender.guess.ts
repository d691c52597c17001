import { Inject, Injectable } from '@nestjs/common';
import { TokenIssuer } from '#libs/auth';
import type { CommandResult } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { Logger, newTraceId } from '#libs/platform';

export type Guess = CommandResult<'directory.sender.resolve'>['matches'][number];

/** Whose mail it probably is. Anybody can write any sender into a mail: the guess is shown, and decides nothing. */
@Injectable()
export class SenderGuess {
  constructor(
    @Inject(CommandClient) private readonly client: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** @returns null when it leads to no facility, or equally to several; also while the directory is away: a mail does not wait for it */
  async of(email: string | null): Promise<Guess | null> {
    if (email === null) return null;
    try {
      const token = await this.tokens.issueForService();
      const asked = { token, traceId: newTraceId() };
      const { matches } = await this.client.request('directory.sender.resolve', { email }, asked);
      const [best] = matches;
      const equal = matches.filter(({ reason }) => reason === best?.reason);
      return equal.length === 1 ? (best ?? null) : null;
    } catch (error) {
      this.logger.warn({ err: error }, 'the directory does not tell whose a mail is: it comes without a guess');
      return null;
    }
  }
}
