import { createHmac, randomBytes } from 'node:crypto';

const MARK = 'whsec_';

/** 256 random bits, as Standard Webhooks writes a secret. */
export const newWebhookSecret = (): string => `${MARK}${randomBytes(32).toString('base64')}`;

/** A message as it leaves. */
interface Signed {
  id: string;
  /** Seconds since 1970. */
  timestamp: number;
  body: string;
}

/**
 * The headers of Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`, one signature for each secret that counts, so that a tool
 * verifies with the old or the new one while a secret is changed.
 */
export function signatureHeaders({ id, timestamp, body }: Signed, secrets: readonly string[]): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(MARK.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') };
}
