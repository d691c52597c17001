import type { z } from 'zod';
import type { Permission } from './identity.js';

/** A command or query that one service answers over NATS, on `vigie.cmd.<its name in the table>`. */
export interface CommandContract<Request extends z.ZodType = z.ZodType, Response extends z.ZodType = z.ZodType> {
  request: Request;
  response: Response;
  permission: Permission;
  /** A write takes an idempotency key: sending it again gives the same answer and does nothing twice. */
  write: boolean;
  /** Milliseconds that the caller waits for the answer, where the usual 1,700 are not enough. */
  patience?: number;
}

/** A query: reads only. */
export function query<Req extends z.ZodType, Res extends z.ZodType>(
  permission: Permission,
  request: Req,
  response: Res,
  patience?: number,
) {
  return { permission, request, response, write: false, patience } as const satisfies CommandContract<Req, Res>;
}

/** A command: changes something, once per idempotency key. */
export function command<Req extends z.ZodType, Res extends z.ZodType>(
  permission: Permission,
  request: Req,
  response: Res,
  patience?: number,
) {
  return { permission, request, response, write: true, patience } as const satisfies CommandContract<Req, Res>;
}
