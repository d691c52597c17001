/** A size in the largest unit in which it is at least one: the number, and which unit of the catalogue. */
export function sizeOf(bytes: number): { amount: number; unit: 'b' | 'kb' | 'mb' | 'gb' } {
  const units = ['b', 'kb', 'mb', 'gb'] as const;
  const power = Math.min(3, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const amount = bytes / 1024 ** power;
  return { amount: power === 0 ? amount : Math.round(amount * 10) / 10, unit: units[power] ?? 'b' };
}

/** What is left, in whole minutes, or in tens of seconds below that. */
export function leftOf(bytes: number, pace: number): { unit: 'minutes' | 'seconds'; count: number } | null {
  if (pace <= 0) return null;
  const seconds = bytes / pace;
  if (seconds >= 90) return { unit: 'minutes', count: Math.round(seconds / 60) };
  return { unit: 'seconds', count: Math.max(10, Math.ceil(seconds / 10) * 10) };
}
