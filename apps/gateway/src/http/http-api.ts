import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '#libs/contracts';
import { Logger } from '#libs/platform';
import { AttachmentRoutes } from '../attachments/attachment.routes.js';
import { ConfigurationRoutes } from '../configuration/configuration.routes.js';
import { FeedRoutes } from '../feeds/feed.routes.js';
import { HealthRoutes } from '../health/health.routes.js';
import { MachineRoutes } from '../machines/machine.routes.js';
import { DocsRoutes } from '../openapi/docs.routes.js';
import { SamuRoutes } from '../samu/samu.routes.js';
import { SessionRoutes } from '../sessions/session.routes.js';
import { UploadRoutes } from '../uploads/upload.routes.js';
import { registerBodyParsers } from './body-parsers.js';
import { CommandRoutes } from './command-routes.js';
import { replyWithError } from './refusal-reply.js';
import { beginRequest } from './request-context.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Everything below /api: a part of the server with its own parsers, hooks and words for what goes wrong. */
@Injectable()
export class HttpApi {
  constructor(
    @Inject(CommandRoutes) private readonly commands: CommandRoutes,
    @Inject(SessionRoutes) private readonly sessions: SessionRoutes,
    @Inject(ConfigurationRoutes) private readonly configuration: ConfigurationRoutes,
    @Inject(FeedRoutes) private readonly feeds: FeedRoutes,
    @Inject(UploadRoutes) private readonly uploads: UploadRoutes,
    @Inject(AttachmentRoutes) private readonly attachments: AttachmentRoutes,
    @Inject(MachineRoutes) private readonly machines: MachineRoutes,
    @Inject(SamuRoutes) private readonly samu: SamuRoutes,
    @Inject(HealthRoutes) private readonly health: HealthRoutes,
    @Inject(DocsRoutes) private readonly docs: DocsRoutes,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async register(server: FastifyInstance): Promise<void> {
    await server.register(async (api) => {
      registerBodyParsers(api);
      api.addHook('onRequest', beginRequest);
      api.setErrorHandler((error, request, reply) => replyWithError(this.logger, error, request, reply));
      const parts = [
        this.commands,
        this.sessions,
        this.configuration,
        this.feeds,
        this.uploads,
        this.attachments,
        this.machines,
        this.samu,
        this.health,
        this.docs,
      ];
      for (const part of parts) part.register(api);
      for (const url of ['/api', '/api/*']) {
        api.route({
          method: METHODS,
          url,
          onRequest: () => Promise.reject(new Refusal('not-found')),
          handler: () => undefined,
        });
      }
    });
  }
}
