import { Refusal } from '#libs/contracts';
import { failureOf } from '#libs/database';

/** Failures after which a delivery is parked: of any error, and of one that the same event would meet again. */
export interface FailureLimits {
  any: number;
  permanent: number;
}

export const FAILURE_LIMITS: FailureLimits = { any: 8, permanent: 3 };

/** Milliseconds before the n-th failure's next try. */
export const retryDelay = (failures: number): number => Math.min(30_000, 500 * 2 ** failures);

/** Milliseconds before an event that waits for an earlier one comes again, by how often it has come. */
export const waitDelay = (deliveries: number): number => Math.min(5_000, 50 * 2 ** Math.min(deliveries, 10));

/** The database is away or two transactions collided: not the event's fault, so it does not count. */
export function isPassing(error: unknown): boolean {
  return (error instanceof Refusal && error.code === 'unavailable') || failureOf(error) !== 'other';
}

/** SQLSTATE classes: the data does not fit, a constraint is violated. */
const DATA_ERROR = /^2[23]/;

/** Trying again is unlikely to help: our own refusal, or data that the tables do not take. */
export function isPermanent(error: unknown): boolean {
  return error instanceof Refusal || DATA_ERROR.test(textOf(error, 'code'));
}

/** What may be kept of an error: its kind and code, and never its message, which may hold what a person wrote. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error';
  const parts = [error.name, textOf(error, 'code'), textOf(error, 'constraint')];
  return parts.filter(Boolean).join(' ');
}

function textOf(error: unknown, key: string): string {
  if (typeof error !== 'object' || error === null) return '';
  const value = (error as Record<string, unknown>)[key];
  if (typeof value === 'string') return value;
  return 'driverError' in error ? textOf(error.driverError, key) : '';
}
