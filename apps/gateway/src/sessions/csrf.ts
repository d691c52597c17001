import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The token that a page must send back with what it changes: derived from the session's secret, which scripts cannot read, so
 * that nothing more has to be kept.
 */
export const csrfTokenOf = (sessionId: string): string =>
  createHmac('sha256', sessionId).update('vigie csrf').digest('base64url');

/** Whether the header holds the session's token; takes the same time either way. */
export function isCsrfToken(presented: unknown, expected: string): boolean {
  if (typeof presented !== 'string' || presented.length !== expected.length) return false;
  const left = Buffer.from(presented);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
