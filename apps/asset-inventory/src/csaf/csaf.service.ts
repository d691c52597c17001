import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type CommandName,
  type CommandResult,
  type CsafDocument,
  type CsafSummary,
  Instant,
  Refusal,
} from '#libs/contracts';
import {
  Database,
  type DatabaseScope,
  audit,
  isUniqueViolation,
  maybeOne,
  one,
  readUpload,
  rows,
} from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, orRefusal, requestOf } from '../acting.js';
import { pageOf, readCursor } from '../paging/cursor.js';
import { CsafReader } from './csaf-reader.js';
import { ADD_DOCUMENT, COUNT_DOCUMENTS, DOCUMENT, DOCUMENT_OF_SOURCE, LIST_DOCUMENTS } from './csaf.sql.js';
import type { CsafContent } from './extract.js';

const IMPORT = 'asset-inventory.csaf.import' satisfies CommandName;

interface ReadDocument {
  source: Buffer;
  content: CsafContent;
}

@Injectable()
export class CsafService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CsafReader) private readonly reader: CsafReader,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Validates the uploaded document and keeps it; the very same file imported again gives the document that is there. */
  async import(body: CommandBody<typeof IMPORT>, context: CommandContext): Promise<CsafSummary> {
    const read = await orRefusal(this.read(body.uploadId, context));
    try {
      return await this.database.idempotentTransaction(context.scope, requestOf(IMPORT, body, context), (tx) => {
        if (read instanceof Refusal) throw read;
        return this.keep(tx, body.id, read, context);
      });
    } catch (error) {
      throw isUniqueViolation(error, 'csaf_document_pkey') ? new Refusal('already-exists') : error;
    }
  }

  private async read(uploadId: string, { actor, scope }: CommandContext): Promise<ReadDocument> {
    const source = await this.database.transaction(scope, (tx) => readUpload(tx, actor.id, uploadId));
    return { source, content: await this.reader.read(source) };
  }

  private async keep(
    tx: EntityManager,
    id: string,
    { source, content }: ReadDocument,
    context: CommandContext,
  ): Promise<CsafSummary> {
    const hash = createHash('sha256').update(source).digest();
    const { actor, traceId } = context;
    const added = await maybeOne<CsafSummary>(tx, ADD_DOCUMENT, [
      id,
      content.trackingId,
      content.publisher,
      content.publisherNamespace,
      content.documentVersion,
      content.title,
      content.tlp,
      content.releasedAt,
      content.products.length,
      content.vulnerabilities.length,
      content,
      source,
      hash,
      actor.id,
      this.clock.now(),
    ]);
    if (!added) return one<CsafSummary>(tx, DOCUMENT_OF_SOURCE, [hash]);
    const details = { trackingId: content.trackingId, products: content.products.length };
    audit(tx, auditOf(IMPORT, context, { type: 'csaf-document', id, details }));
    this.outbox.emit(tx, {
      type: 'csaf.imported',
      aggregateId: id,
      version: 1,
      kind: 'real',
      actorId: actor.id,
      traceId,
      payload: { csafId: id, trackingId: content.trackingId },
    });
    return added;
  }

  async list(
    { cursor, limit }: CommandBody<'asset-inventory.csaf.list'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'asset-inventory.csaf.list'>> {
    const after = readCursor(cursor);
    if (after && !Instant.safeParse(after.key).success) {
      throw new Refusal('invalid-request', { places: [{ path: 'cursor', code: 'cursor-unknown' }] });
    }
    return this.database.transaction(scope, async (tx) => {
      const total = after?.total ?? (await one<{ total: number }>(tx, COUNT_DOCUMENTS)).total;
      const found = await rows<CsafSummary>(tx, LIST_DOCUMENTS, [after?.key ?? null, after?.id ?? null, limit + 1]);
      return pageOf(found, limit, total, ({ importedAt }) => importedAt);
    });
  }

  async get(csafId: string, scope: DatabaseScope): Promise<CsafDocument> {
    const { summary, content } = await this.database.transaction(scope, (tx) => readDocument(tx, csafId));
    const { productCount: _, vulnerabilityCount: __, ...document } = summary;
    const { vulnerabilities, products, remediations } = content;
    return {
      ...document,
      vulnerabilities,
      remediations,
      products: products.map((product) => ({ ...product, vendor: product.vendor ?? '' })),
    };
  }
}

/** @throws Refusal('not-found') */
export async function readDocument(
  tx: EntityManager,
  csafId: string,
): Promise<{ summary: CsafSummary; content: CsafContent }> {
  const found = await maybeOne<CsafSummary & { content: CsafContent }>(tx, DOCUMENT, [csafId]);
  if (!found) throw new Refusal('not-found');
  const { content, ...summary } = found;
  return { summary, content };
}
