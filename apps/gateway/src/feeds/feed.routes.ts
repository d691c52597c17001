import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type FeedPage, Refusal, ownRoutes } from '#libs/contracts';
import { registerOwnRoute } from '../http/own-route.js';
import { parseOrRefuse } from '../http/parse-or-refuse.js';
import { sessionIn } from '../http/request-context.js';
import { Steps } from '../http/steps.js';
import type { z } from 'zod';
import { closed, maySee } from './feed-visibility.js';
import { FeedStore } from './feed.store.js';
import { recipientsOf } from './recipients.js';

/** The feeds over plain HTTP, for a client whose socket does not come through. */
@Injectable()
export class FeedRoutes {
  constructor(
    @Inject(Steps) private readonly steps: Steps,
    @Inject(FeedStore) private readonly feeds: FeedStore,
  ) {}

  register(api: FastifyInstance): void {
    registerOwnRoute(api, this.steps, 'feed', (request) => this.read(request));
  }

  private async read(request: FastifyRequest): Promise<z.infer<typeof FeedPage>> {
    const { actor } = sessionIn(request);
    const { recipient, after, limit } = parseOrRefuse(ownRoutes.feed.request, request.query);
    if (!recipientsOf(actor).includes(recipient)) {
      const refusal = new Refusal('not-found');
      await this.steps.noteRefusal(request, 'feed', refusal, recipient);
      throw refusal;
    }
    const heads = await this.feeds.heads([recipient]);
    const [items = []] = await this.feeds.after([{ recipient, after }], limit);
    return {
      items: items.map((item) => (maySee(actor, item) ? item : closed(item))),
      last: Math.max(heads.get(recipient) ?? 0, items.at(-1)?.cursor ?? 0),
    };
  }
}
