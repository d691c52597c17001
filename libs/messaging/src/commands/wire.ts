import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { RefusalCode, RefusalParams } from '#libs/contracts';
import { type Msg, type MsgHdrs, headers } from '@nats-io/transport-node';
import { z } from 'zod';

/** What travels on `vigie.cmd.>`. */
export const CommandRequest = z.object({
  /** The signed token that says who acts. */
  identity: z.string(),
  traceId: z.string(),
  /** The address the person came from, or the calling service; for the audit. */
  origin: z.string(),
  key: z.string().optional(),
  body: z.unknown(),
});
export type CommandRequest = z.infer<typeof CommandRequest>;

export type CommandReply =
  { ok: true; value: unknown } | { ok: false; refusal: { code: RefusalCode; params: RefusalParams } };

/** NATS refuses messages over 1 MB; a long list, which repeats itself, is an eighth of its size when compressed. */
const COMPRESS_FROM = 256 * 1024;
const ENCODING = 'Content-Encoding';

export async function encodeReply(reply: CommandReply): Promise<{ data: Uint8Array | string; headers?: MsgHdrs }> {
  const text = JSON.stringify(reply);
  if (text.length < COMPRESS_FROM) return { data: text };
  const compressed = headers();
  compressed.set(ENCODING, 'gzip');
  return { data: await promisify(gzip)(text), headers: compressed };
}

export async function decodeReply(message: Msg): Promise<CommandReply> {
  if (message.headers?.get(ENCODING) !== 'gzip') return message.json<CommandReply>();
  return JSON.parse((await promisify(gunzip)(message.data)).toString('utf8')) as CommandReply;
}
