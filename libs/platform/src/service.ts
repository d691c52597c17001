import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { announceReady, shutDownGracefully } from './lifecycle.js';
import { Logger, NestLogger, createLogger } from './logging.js';
import { Metrics, serveMetricsApart } from './metrics.js';
import { PlatformModule } from './platform.module.js';
import type { ServiceConfig } from './settings.js';

export interface ServiceOptions {
  service: string;
  /** The application's root module. Clock, Logger and Health are there for all of its modules. */
  module: Type | DynamicModule;
  config: ServiceConfig;
  /** How it listens on NATS: the strategies of libs/messaging, made when the providers exist. */
  strategies?: (app: NestFastifyApplication) => CustomTransportStrategy[];
  /** Before listening: plug-ins, filters, the console's files. */
  configure?: (app: NestFastifyApplication) => void | Promise<void>;
  /** A server other than the plain one. */
  adapter?: FastifyAdapter;
  /** Where HTTP listens for everybody (the gateway); the health port then serves /metrics only. */
  listen?: { host: string; port: number };
}

@Module({})
class RootModule {}

/**
 * Starts a service: Fastify with /health and /metrics, its NATS strategies, orderly shutdown, and the line that says it is ready.
 * Ends the process with code 1 and one logged line when it cannot start.
 */
export async function startService(options: ServiceOptions): Promise<NestFastifyApplication> {
  const { service, config } = options;
  const logger = createLogger({ service, level: config.logLevel });
  try {
    const app = await createService(options, logger);
    shutDownGracefully({ logger, close: () => app.close(), exitWithParent: config.exitWithParent });
    await app.startAllMicroservices();
    const { host, port } = options.listen ?? { host: config.healthHost, port: config.healthPort };
    await app.listen(port, host);
    if (options.listen) await serveMetricsApart(app.get(Metrics), { host: config.healthHost, port: config.healthPort });
    announceReady(service, portOf(app));
    return app;
  } catch (error) {
    logger.fatal({ err: error }, 'could not start');
    // The logger writes asynchronously: the last line must be out before the process is.
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.exit(1);
  }
}

async function createService(options: ServiceOptions, logger: Logger): Promise<NestFastifyApplication> {
  const { service, module, adapter = new FastifyAdapter() } = options;
  const platform = PlatformModule.forService({ service, logger, isPublic: options.listen !== undefined });
  const root = { module: RootModule, imports: [platform, module] };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
    forceCloseConnections: true,
  });
  for (const strategy of options.strategies?.(app) ?? []) {
    app.connectMicroservice({ strategy }, { inheritAppConfig: true });
  }
  await options.configure?.(app);
  return app;
}

function portOf(app: NestFastifyApplication): number {
  const address: unknown = app.getHttpServer().address();
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0;
}
