import type { LoggerService } from '@nestjs/common';
import { commands } from '#libs/contracts';
import { type DestinationStream, type Logger as PinoLogger, destination, pino } from 'pino';
import { personalFields } from './personal.js';

/** Injected as a class; it is a pino logger: `logger.info({ incidentId }, 'declared')`. */
export abstract class Logger {
  abstract child(bindings: Record<string, unknown>): Logger;
  abstract debug(details: object, message: string): void;
  abstract info(details: object, message: string): void;
  abstract warn(details: object, message: string): void;
  abstract error(details: object, message: string): void;
  abstract fatal(details: object, message: string): void;
}

const SECRETS = ['password', 'token', 'identity', 'cookie', 'authorization', 'csrf', 'secret', 'privateKey'];
/** What the contracts mark, and the names under which other libraries would log it. */
const PERSONAL = [
  ...personalFields(Object.values(commands).flatMap(({ request, response }) => [request, response])),
  ...['mail', 'mobile', 'to', 'from', 'envelope'],
];

/** A key that must not be logged, at the top and down to three levels below. */
const everywhere = (key: string): string[] => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`];

export interface LoggerOptions {
  service: string;
  level?: string;
  /** Standard error unless told. */
  stream?: DestinationStream;
}

/** A logger of one JSON object a line on standard error, without secrets and without the fields that name a person. */
export function createLogger({ service, level = 'info', stream }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError, error: describeError },
      redact: { paths: [...new Set([...SECRETS, ...PERSONAL])].flatMap(everywhere), censor: '[redacted]' },
    },
    stream ?? destination({ dest: 2, sync: false }),
  ) as PinoLogger & Logger;
}

/** Lets Nest speak through our logger. Its messages of the start are of no use to an operator: they become debug. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(contextOf(rest), String(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn(contextOf(rest), String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const stack = rest.length > 1 ? { stack: rest[0] } : {};
    this.logger.error(
      { ...stack, ...contextOf(rest), ...(message instanceof Error && { err: message }) },
      String(message),
    );
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(contextOf(rest), String(message));
  }
}

function contextOf(rest: unknown[]): { context?: string } {
  const last = rest.at(-1);
  return typeof last === 'string' ? { context: last } : {};
}

/** What finds an error. Nothing else of it: a driver's error carries the row that it was about. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  const { message, stack } = error;
  const cause = error.cause === undefined ? undefined : describeError(error.cause);
  const errors = error instanceof AggregateError ? error.errors.map(describeError) : undefined;
  return { type: error.constructor.name, message, stack, code, constraint, table, cause, errors };
}
