import { describe, expect, it } from '@jest/globals';
import { newTraceId, traceIdFrom } from './trace.js';

const id = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('traceIdFrom', () => {
  it('keeps the id that a caller sent', () => {
    expect(traceIdFrom(id)).toBe(id);
    expect(traceIdFrom(`00-${id}-00f067aa0ba902b7-01`)).toBe(id);
    expect(traceIdFrom(`01-${id}-00f067aa0ba902b7-01-what-comes-later`)).toBe(id);
  });

  it.each([
    undefined,
    '',
    'x',
    id.toUpperCase(),
    `${id}00`,
    '0'.repeat(32),
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${id}-00f067aa0ba902b7-01 `,
    `${id}\n`,
  ])('makes a new one instead of %j', (header) => {
    expect(traceIdFrom(header)).toMatch(/^[0-9a-f]{32}$/);
    expect(traceIdFrom(header)).not.toBe(header);
  });

  it('never repeats a new one', () => {
    expect(newTraceId()).not.toBe(newTraceId());
  });
});
