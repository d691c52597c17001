import { randomUUID } from 'node:crypto';

const TRACE_ID = /^(?!0{32})[0-9a-f]{32}$/;
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/;

/**
 * A new trace id: 32 lower-case hexadecimal digits, as W3C Trace Context has it. Out of a random UUID, because Node draws those
 * in stock and `randomBytes` asks the system each time.
 */
export function newTraceId(): string {
  return randomUUID().replaceAll('-', '');
}

/**
 * The trace id that a caller sent, else a new one.
 *
 * @param header a W3C `traceparent`, or a bare trace id; anything else counts as absent
 */
export function traceIdFrom(header: string | undefined): string {
  const candidate = header === undefined ? undefined : (TRACEPARENT.exec(header)?.[1] ?? header);
  return candidate !== undefined && TRACE_ID.test(candidate) ? candidate : newTraceId();
}
