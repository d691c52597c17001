/** What a failed transaction means: run it again, say that the database is away, or pass the error on. */
export type Failure = 'retry' | 'unreachable' | 'other';

/** SQLSTATE: serialization_failure, deadlock_detected. */
const RETRY = new Set(['40001', '40P01']);
/** Shutting down, crashing, starting up, too many connections; and what the socket says. */
const UNREACHABLE = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** pg gives these no code. */
const UNREACHABLE_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** @param error what the driver threw, bare or wrapped by TypeORM */
export function failureOf(error: unknown): Failure {
  const { code, message } = driverError(error);
  if (RETRY.has(code)) return 'retry';
  return UNREACHABLE.has(code) || UNREACHABLE_MESSAGE.test(message) ? 'unreachable' : 'other';
}

/** Whether the error is the violation of a unique index, and (when given) of this one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const driver = driverError(error);
  return driver.code === '23505' && (constraint === undefined || driver.constraint === constraint);
}

/** SQLSTATE class 22: PostgreSQL cannot take a value for what it was meant to be. */
export const isUnfitValue = (error: unknown): boolean => driverError(error).code.startsWith('22');

function driverError(error: unknown): { code: string; message: string; constraint: string } {
  if (typeof error !== 'object' || error === null) return { code: '', message: String(error), constraint: '' };
  if ('driverError' in error) return driverError(error.driverError);
  const text = (key: string): string => String((error as Record<string, unknown>)[key] ?? '');
  return { code: text('code'), message: text('message'), constraint: text('constraint') };
}
