import type { Logger } from './logging.js';

/** Tells whoever started this process, in one line on standard output, that it serves. */
export function announceReady(service: string, port: number): void {
  process.stdout.write(`${JSON.stringify({ ready: service, port })}\n`);
}

export interface ShutdownOptions {
  logger: Logger;
  /** Stops taking work, finishes what was begun, releases everything. */
  close: () => Promise<void>;
  /** Also stop when the parent closes our standard input or its channel to us. */
  exitWithParent: boolean;
  /** Milliseconds after which the process ends anyway. */
  patience?: number;
}

/**
 * Ends the process in order on SIGTERM and SIGINT (and with its parent when asked); an error that nobody caught is logged
 * and ends it with code 1, because its state can no longer be trusted.
 */
export function shutDownGracefully({ logger, close, exitWithParent, patience = 10_000 }: ShutdownOptions): void {
  let closing = false;
  const stop = async (reason: string, code: number): Promise<void> => {
    if (closing) return;
    closing = true;
    logger.info({ reason }, 'stopping');
    setTimeout(() => process.exit(code || 1), patience).unref();
    try {
      await close();
      process.exit(code);
    } catch (error) {
      logger.error({ err: error }, 'stopping failed');
      process.exit(1);
    }
  };
  process.once('SIGTERM', () => void stop('SIGTERM', 0));
  process.once('SIGINT', () => void stop('SIGINT', 0));
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught error');
    void stop('uncaught error', 1);
  });
  process.on('unhandledRejection', (error) => {
    logger.fatal({ err: error }, 'unhandled rejection');
    void stop('unhandled rejection', 1);
  });
  if (!exitWithParent) return;
  if (process.connected) {
    process.once('disconnect', () => void stop('parent gone', 0));
  } else {
    process.stdin.once('close', () => void stop('parent gone', 0));
    process.stdin.once('error', () => void stop('parent gone', 0));
    process.stdin.resume();
  }
}
