const HOUR = 3_600_000;

/** How much is shown at once; `all`: from the first to the last. */
export const spans = { day: 24 * HOUR, hours: 6 * HOUR, hour: HOUR } as const;
export type SpanName = 'all' | keyof typeof spans;

export interface Span {
  from: string;
  to: string;
}

const instant = (ms: number): string => new Date(ms).toISOString();

/** Which of the lengths a span has. */
export function nameOf({ from, to }: Partial<Span>): SpanName | null {
  if (from === undefined || to === undefined) return 'all';
  const length = Date.parse(to) - Date.parse(from);
  return (Object.keys(spans) as (keyof typeof spans)[]).find((name) => spans[name] === length) ?? null;
}

/** A span of that length around an instant. */
export function around(at: number, length: number): Span {
  const from = Math.floor((at - length / 2) / 60_000) * 60_000;
  return { from: instant(from), to: instant(from + length) };
}

/** The next shorter length than what is shown. */
export function closer({ from, to }: Span): number {
  const shown = Date.parse(to) - Date.parse(from);
  return Object.values(spans).find((length) => length < shown) ?? spans.hour;
}

/** The same length before or after it. */
export function beside({ from, to }: Span, step: -1 | 1): Span {
  const length = Date.parse(to) - Date.parse(from);
  return { from: instant(Date.parse(from) + step * length), to: instant(Date.parse(to) + step * length) };
}

/** Instants for the scale under the picture: few enough to be read. */
export function ticksOf({ from, to }: Span): number[] {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  if (end <= start) return [start];
  const steps = [10 / 60, 0.5, 1, 3, 6, 12, 24, 48, 168, 720].map((hours) => hours * HOUR);
  const step = steps.find((size) => (end - start) / size <= 7) ?? (end - start) / 6;
  const first = Math.ceil(start / step) * step;
  return Array.from({ length: Math.floor((end - first) / step) + 1 }, (_, index) => first + index * step);
}
