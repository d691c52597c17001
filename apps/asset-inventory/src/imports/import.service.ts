import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandName, type CommandResult, type ImportPreview, Refusal } from '#libs/contracts';
import { Database, audit, execute, isUniqueViolation, one, readUpload } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock, newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, orRefusal, requestOf, requireFacility } from '../acting.js';
import { unhurried } from '../breathe.js';
import type { AssetRow } from '../csv/asset-row.js';
import { previewFile, readInventory } from '../csv/inventory-file.js';
import { fold } from '../matching/fold.js';
import { sortKey } from '../paging/cursor.js';
import { type ProductRow, productIdOf, productRow } from '../products/product-row.js';
import { ADD_ASSETS, ADD_PRODUCTS, CLOSE_INVENTORY, OPEN_INVENTORY, RECORD_IMPORT } from './import.sql.js';

const COMMIT = 'asset-inventory.import.commit' satisfies CommandName;

type Commit = CommandBody<typeof COMMIT>;

/** Puts a facility's file into its inventory: all of it or nothing. */
@Injectable()
export class ImportService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async preview(
    { uploadId, facilityId, mapping, faultsFrom }: CommandBody<'asset-inventory.import.preview'>,
    { actor, scope }: CommandContext,
  ): Promise<ImportPreview> {
    requireFacility(scope, facilityId);
    const bytes = await this.database.transaction(scope, (tx) => readUpload(tx, actor.id, uploadId));
    return previewFile(bytes, mapping, faultsFrom);
  }

  async commit(body: Commit, context: CommandContext): Promise<CommandResult<typeof COMMIT>> {
    requireFacility(context.scope, body.facilityId);
    const assets = await orRefusal(this.read(body, context));
    try {
      return await this.database.idempotentTransaction(context.scope, requestOf(COMMIT, body, context), (tx) => {
        if (assets instanceof Refusal) throw assets;
        return this.write(tx, assets, body, context);
      });
    } catch (error) {
      throw isUniqueViolation(error, 'import_pkey') ? new Refusal('already-exists') : error;
    }
  }

  private async read({ uploadId, mapping }: Commit, { actor, scope }: CommandContext): Promise<AssetRow[]> {
    const bytes = await this.database.transaction(scope, (tx) => readUpload(tx, actor.id, uploadId));
    return readInventory(bytes, mapping);
  }

  private async write(
    tx: EntityManager,
    assets: readonly AssetRow[],
    body: Commit,
    context: CommandContext,
  ): Promise<CommandResult<typeof COMMIT>> {
    const { id: importId, facilityId, mode, mapping } = body;
    const { actor, traceId } = context;
    const importedAt = this.clock.now();
    const { version } = await one<{ version: number }>(tx, OPEN_INVENTORY, [facilityId, importedAt]);
    const values = [importId, facilityId, mode, mapping, assets.length, actor.id, importedAt];
    await execute(tx, RECORD_IMPORT, values);
    if (mode === 'replace') await execute(tx, 'DELETE FROM asset WHERE facility_id = $1', [facilityId]);
    await addAssets(tx, assets, { facilityId, importId, importedAt });
    const { total } = await one<{ total: number }>(tx, CLOSE_INVENTORY, [facilityId]);
    const imported = assets.length;
    audit(
      tx,
      auditOf(COMMIT, context, { type: 'import', id: importId, facilityId, details: { mode, imported, total } }),
    );
    this.outbox.emit(tx, {
      type: 'inventory.imported',
      aggregateId: facilityId,
      version,
      kind: 'real',
      actorId: actor.id,
      traceId,
      payload: { facilityId, importId, imported, total },
    });
    return { importId, imported, total };
  }
}

async function addAssets(
  tx: EntityManager,
  assets: readonly AssetRow[],
  { facilityId, importId, importedAt }: { facilityId: string; importId: string; importedAt: Date },
): Promise<void> {
  const products = new Map<string, ProductRow>();
  const written: Record<string, unknown>[] = [];
  for await (const batch of unhurried(assets))
    for (const asset of batch) {
      const product_id = productIdOf(asset.vendor, asset.product);
      if (!products.has(product_id)) products.set(product_id, productRow(asset.vendor, asset.product));
      written.push(writtenAsset(asset, product_id));
    }
  const inOrder = [...products.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  for await (const batch of unhurried(inOrder)) await execute(tx, ADD_PRODUCTS, [JSON.stringify(batch)]);
  for await (const batch of unhurried(written)) {
    await execute(tx, ADD_ASSETS, [JSON.stringify(batch), facilityId, importId, importedAt]);
  }
}

function writtenAsset({ careService, ...asset }: AssetRow, product_id: string): Record<string, unknown> {
  const { vendor, product, version, category, location } = asset;
  const search = [vendor, product, version, category, careService, location].filter((text) => text !== null).join(' ');
  return {
    ...asset,
    id: newId(),
    product_id,
    care_service: careService,
    sort_key: sortKey(fold(`${vendor} ${product}`)),
    search: fold(search),
  };
}
