import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TokenIssuer } from '#libs/auth';
import { INDICATOR_FILE_MAX_BYTES, Refusal, UPLOAD_MAX_BYTES, type UploadReceipt } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { newId } from '#libs/platform';
import { registerOwnRoute } from '../http/own-route.js';
import { sessionIn } from '../http/request-context.js';
import { Steps } from '../http/steps.js';
import type { z } from 'zod';
import { partsOf } from './parts.js';

/** Takes files over HTTP and hands them on in parts. */
@Injectable()
export class UploadRoutes {
  constructor(
    @Inject(Steps) private readonly steps: Steps,
    @Inject(CommandClient) private readonly commands: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
  ) {}

  register(api: FastifyInstance): void {
    registerOwnRoute(api, this.steps, 'upload', (request) =>
      this.take(request, 'asset-inventory.upload.append', UPLOAD_MAX_BYTES),
    );
    registerOwnRoute(api, this.steps, 'uploadIndicators', (request) =>
      this.take(request, 'incident.indicator.upload', INDICATOR_FILE_MAX_BYTES),
    );
  }

  /** To the service that will read it. */
  private async take(
    request: FastifyRequest,
    command: 'asset-inventory.upload.append' | 'incident.indicator.upload',
    most: number,
  ): Promise<z.infer<typeof UploadReceipt>> {
    const { actor } = sessionIn(request);
    const uploadId = newId();
    let bytes = 0;
    for await (const part of partsOf(fileIn(request, most), most)) {
      const { index, last } = part;
      bytes += part.bytes.length;
      await this.commands.request(
        command,
        { uploadId, index, last, data: part.bytes.toString('base64') },
        {
          token: await this.tokens.issue(actor),
          traceId: request.context.traceId,
          key: `${uploadId}:${index}`,
          origin: request.ip,
        },
      );
    }
    return { uploadId, bytes };
  }
}

/** @throws Refusal for JSON or nothing in the place of a file, and for one that announces itself as too large */
function fileIn({ body, headers }: FastifyRequest, most: number): Readable {
  if (Number(headers['content-length']) > most) throw new Refusal('too-large');
  if (headers['content-type']?.startsWith('application/octet-stream') && isStream(body)) return body;
  throw new Refusal('unsupported-media');
}

const isStream = (body: unknown): body is Readable => typeof body === 'object' && body !== null && 'pipe' in body;
