import {
  type CommandInput,
  type CommandName,
  type CommandResult,
  Refusal,
  commandContract,
  refusals,
} from '#libs/contracts';
import { type Msg, errors } from '@nats-io/transport-node';
import { LinkLost, type NatsLink } from '../nats/link.js';
import { commandSubject, slowInboxOf } from '../subjects.js';
import { type CommandReply, type CommandRequest, decodeReply } from './wire.js';

export interface RequestOptions {
  /** From the TokenIssuer: who acts. */
  token: string;
  traceId: string;
  /** Idempotency key; every command that writes needs one. */
  key?: string;
  /** The address the person came from; this service's name unless told. */
  origin?: string;
  /** Milliseconds to wait; what the contract says, else 1,700, unless told. */
  timeout?: number;
}

/** So that a person is answered within two seconds, the way there and back included, also when a service hangs. */
const PATIENCE = 1_700;

/** Asks other services, by the contract's names. */
export class CommandClient {
  constructor(
    private readonly link: NatsLink,
    private readonly service: string,
  ) {}

  /**
   * Sends a command or query and waits for its answer. Nothing is sent or kept while NATS is away.
   *
   * @throws Refusal with the service's own code; 'unavailable' at once when NATS is away or nobody listens, and when no answer comes
   *   in time (the command may have been carried out: ask again with the same key); 'fault' with the trace id under which it was logged
   */
  async request<Name extends CommandName>(
    name: Name,
    body: CommandInput<Name>,
    options: RequestOptions,
  ): Promise<CommandResult<Name>> {
    const {
      token,
      traceId,
      key,
      origin = this.service,
      timeout = commandContract(name).patience ?? PATIENCE,
    } = options;
    const request: CommandRequest = { identity: token, traceId, origin, key, body };
    const reply = await decodeReply(await this.send(name, JSON.stringify(request), timeout));
    if (reply.ok) return reply.value as CommandResult<Name>;
    throw refusalOf(reply, traceId);
  }

  private async send(name: CommandName, data: string, timeout: number): Promise<Msg> {
    try {
      const slow = timeout > PATIENCE ? { noMux: true, reply: slowInboxOf(this.service) } : {};
      return await this.link.answered((connection) =>
        connection.request(commandSubject(name), data, { timeout, ...slow }),
      );
    } catch (error) {
      throw isUnavailable(error) ? new Refusal('unavailable') : error;
    }
  }
}

function refusalOf({ refusal }: CommandReply & { ok: false }, traceId: string): Refusal {
  // A newer service may know codes that this release does not.
  return Object.hasOwn(refusals, refusal.code)
    ? new Refusal(refusal.code, refusal.params)
    : new Refusal('fault', { traceId });
}

const isUnavailable = (error: unknown): boolean =>
  error instanceof LinkLost ||
  error instanceof errors.TimeoutError ||
  error instanceof errors.ClosedConnectionError ||
  error instanceof errors.DrainingConnectionError ||
  error instanceof errors.ConnectionError ||
  (error instanceof errors.RequestError && (error.isNoResponders() || error.message === 'connection disconnected')) ||
  error instanceof errors.NoRespondersError;
