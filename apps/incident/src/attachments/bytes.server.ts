import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { TokenVerifier, scopeFor } from '#libs/auth';
import { type OwnRouteName, Refusal, ownRoutes } from '#libs/contracts';
import type { CommandContext } from '#libs/messaging';
import { Logger } from '#libs/platform';
import type { z } from 'zod';
import { ATTACHMENTS, type AttachmentSettings } from './attachment.settings.js';
import { DownloadService } from './download.service.js';
import { Damaged } from './store/sealed-file.js';
import { UploadReceiver } from './upload.receiver.js';

/** The gateway's own request has an end as well. */
const TIMEOUT = 150_000;
const HERE = 'http://incident';

type BytesRoute = Extract<OwnRouteName, 'sendAttachment' | 'attachmentContent' | 'mailAttachmentContent'>;

/**
 * Where the gateway hands bytes over and fetches them: messages between services hold 1 MB at most. It shows the token of the person with
 * every request, as it does with every command; without one nothing is read and nothing is told.
 */
@Injectable()
export class BytesServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private server: Server | undefined;

  constructor(
    @Inject(ATTACHMENTS) private readonly settings: AttachmentSettings | null,
    @Inject(TokenVerifier) private readonly verifier: TokenVerifier,
    @Inject(UploadReceiver) private readonly uploads: UploadReceiver,
    @Inject(DownloadService) private readonly downloads: DownloadService,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings) return;
    const server = createServer({ requestTimeout: TIMEOUT }, (request, response) => void this.serve(request, response));
    const { listen } = this.settings;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(listen, resolve);
    });
    this.server = server;
  }

  async beforeApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (!server) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let traceId = '';
    try {
      traceId = headerOf(request, 'x-trace-id');
      if (request.method === 'PUT') await this.take(request, response);
      else await this.give(request, response);
    } catch (error) {
      this.refuse(error, traceId, request, response);
    }
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { offset, ...one } = read('sendAttachment', request);
    const context = await this.contextOf('sendAttachment', request);
    const progress = await this.uploads.receive(one, offset, request, context);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(progress));
  }

  private async give(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isOfMail = new URL(request.url ?? '', HERE).searchParams.has('mailDraftId');
    const route = isOfMail ? 'mailAttachmentContent' : 'attachmentContent';
    const { name, size, bytes } = await this.downloads.fetch(
      read(route, request),
      await this.contextOf(route, request),
    );
    // The first piece is looked at before anything is said: a file that is gone is an answer, not a broken one.
    const first = await bytes.next();
    response.writeHead(200, { 'content-length': size, 'x-file-name': encodeURIComponent(name) });
    await pipeline(async function* () {
      if (!first.done) yield first.value;
      yield* bytes;
    }, response);
  }

  private async contextOf(route: BytesRoute, request: IncomingMessage): Promise<CommandContext> {
    const actor = await this.verifier.verify(headerOf(request, 'authorization').replace(/^Bearer /, ''));
    const scope = scopeFor(actor, ownRoutes[route].permission);
    if (!scope) throw new Refusal('forbidden');
    const [traceId, origin] = [headerOf(request, 'x-trace-id'), headerOf(request, 'x-origin')];
    return { actor, scope, traceId, origin, key: '' };
  }

  private refuse(error: unknown, traceId: string, request: IncomingMessage, response: ServerResponse): void {
    const refusal = refusalOf(error);
    if (refusal?.code === 'attachment-damaged') this.logger.error({ traceId }, 'a stored attachment cannot be read');
    // Who has hung up wants no answer, and is no fault.
    if (!refusal && !request.destroyed && !response.destroyed) this.logger.error({ err: error, traceId }, 'fault');
    if (response.headersSent || response.destroyed) return void response.destroy();
    const { code, params, status } = refusal ?? new Refusal('fault', { traceId });
    // What is still coming is let go by: a connection that is closed over it would take the answer with it.
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ code, params }));
  }
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  return error instanceof Damaged ? new Refusal('attachment-damaged') : null;
}

/** The gateway asks with the same address and query as it was asked with, and has read them already. */
function read<Name extends BytesRoute>(
  name: Name,
  request: IncomingMessage,
): z.infer<(typeof ownRoutes)[Name]['request']> {
  const url = new URL(request.url ?? '', HERE);
  const parsed = ownRoutes[name].request.safeParse(Object.fromEntries(url.searchParams));
  if (!parsed.success) throw new Refusal('invalid-request');
  return parsed.data as z.infer<(typeof ownRoutes)[Name]['request']>;
}

function headerOf({ headers }: IncomingMessage, name: string): string {
  const value = headers[name];
  if (typeof value !== 'string' || value === '') throw new Refusal('token-refused');
  return value;
}
