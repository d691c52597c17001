import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, UploadProgress, ownRoutes } from '#libs/contracts';
import { registerOwnRoute } from '../http/own-route.js';
import { parseOrRefuse } from '../http/parse-or-refuse.js';
import { Steps } from '../http/steps.js';
import { IncidentBytes } from './incident-bytes.js';

const SEND = 'sendAttachment';
const FETCH = ['attachmentContent', 'mailAttachmentContent'] as const;

/** Whatever is in it, a browser saves it and does nothing else with it. */
const SAVED = {
  'content-type': 'application/octet-stream',
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
} as const;

/** Files on incidents, to and from the service that keeps them. */
@Injectable()
export class AttachmentRoutes {
  constructor(
    @Inject(Steps) private readonly steps: Steps,
    @Inject(IncidentBytes) private readonly incident: IncidentBytes,
  ) {}

  register(api: FastifyInstance): void {
    registerOwnRoute(api, this.steps, SEND, (request) => this.noted(request, SEND, () => this.take(request)));
    for (const name of FETCH) {
      const { method, path, permission } = ownRoutes[name];
      api.route({
        method,
        url: path,
        onRequest: (request) => this.steps.admit(request, { name, method, permission }),
        handler: (request, reply) => this.noted(request, name, () => this.give(request, reply, name)),
      });
    }
  }

  private async take(request: FastifyRequest): Promise<UploadProgress> {
    const query = parseOrRefuse(ownRoutes[SEND].request, merged(request));
    return UploadProgress.parse(await this.incident.put(request, query, bytesIn(request)));
  }

  private async give(
    request: FastifyRequest,
    reply: FastifyReply,
    route: (typeof FETCH)[number],
  ): Promise<FastifyReply> {
    const answer = await this.incident.get(request, parseOrRefuse(ownRoutes[route].request, merged(request)));
    const { 'content-length': length, 'x-file-name': name = '' } = answer.headers;
    return reply
      .headers(SAVED)
      .header('content-length', length)
      .header('content-disposition', disposition(decodeURIComponent(String(name))))
      .send(answer);
  }

  private async noted<T>(request: FastifyRequest, name: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await this.steps.noteRefusal(request, name, error, idIn(request));
      throw error;
    }
  }
}

const merged = ({ params, query }: FastifyRequest): object => ({ ...(query as object), ...(params as object) });

const idIn = ({ params }: FastifyRequest): string | undefined => (params as { attachmentId?: string }).attachmentId;

/** RFC 6266: the name in full for who reads it, and one in ASCII for who does not. */
function disposition(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^\w. -]/g, '') || 'piece-jointe';
  const full = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}

/** @throws Refusal for JSON or nothing in the place of a file */
function bytesIn({ body, headers }: FastifyRequest): Readable {
  const isStream = typeof body === 'object' && body !== null && 'pipe' in body;
  if (headers['content-type']?.startsWith('application/octet-stream') && isStream) return body as Readable;
  throw new Refusal('unsupported-media');
}
