/** What the environment says about webhooks. */
export interface WebhookSettings {
  /** Of 32 bytes; the first seals, the others still open what they sealed. */
  keys: readonly Buffer[];
  /** Inner ranges (CIDR) that tools may live in. */
  allowedRanges: readonly string[];
  /** Ports of URLs. */
  ports: readonly number[];
  allowHttp: boolean;
  /** Certificates (PEM) that are trusted besides the public ones; undefined: none. */
  ca: string | undefined;
  /** Days for which the log is kept. */
  logDays: number;
  /** Milliseconds for one message, the answer included. */
  timeout: number;
}

export const WEBHOOK_SETTINGS = Symbol('webhook settings');
