import { Inject, Injectable } from '@nestjs/common';
import type { Asset, CommandBody, CommandResult } from '#libs/contracts';
import { Database, type DatabaseScope, one, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { requireFacility } from '../acting.js';
import { fold } from '../matching/fold.js';
import { type Position, pageOf, readCursor, writeCursor } from '../paging/cursor.js';
import { csvHeading, csvPart } from './asset.csv.js';
import {
  COUNT_OF_FACILITIES,
  COUNT_OF_PRODUCTS,
  COUNT_OF_REGION,
  LIST_OF_FACILITIES,
  LIST_OF_PRODUCTS,
  LIST_OF_REGION,
  PRODUCTS_NAMED,
} from './asset.sql.js';

type AssetRow = Asset & { sortKey: string };
type Page = CommandResult<'asset-inventory.asset.list'>;

interface Wanted {
  /** A LIKE pattern; null for everything. */
  pattern: string | null;
  after: Position | null;
  limit: number;
}

/** Rows of an export's part at most. */
const EXPORT_ROWS = 2_000;
/** A search that fits more products than these says too little to be of use. */
const MOST_PRODUCTS = 5_000;

@Injectable()
export class AssetService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async list(
    { facilityId, q, cursor, limit }: CommandBody<'asset-inventory.asset.list'>,
    { scope }: CommandContext,
  ): Promise<Page> {
    if (facilityId) requireFacility(scope, facilityId);
    const wanted = { pattern: q === undefined ? null : patternOf(q), after: readCursor(cursor), limit };
    return this.database.transaction(scope, async (tx) => {
      const facilities = facilityId ? [facilityId] : facilitiesOf(scope);
      if (facilities) return listOfFacilities(tx, facilities, wanted);
      return wanted.pattern === null ? listOfRegion(tx, wanted) : listOfProducts(tx, wanted.pattern, wanted);
    });
  }

  async export(
    { facilityId, cursor }: CommandBody<'asset-inventory.asset.export'>,
    { actor, scope }: CommandContext,
  ): Promise<CommandResult<'asset-inventory.asset.export'>> {
    requireFacility(scope, facilityId);
    const after = readCursor(cursor);
    const found = await this.database.transaction(scope, (tx) =>
      rows<AssetRow>(tx, LIST_OF_FACILITIES, [[facilityId], null, after?.key ?? null, after?.id ?? null, EXPORT_ROWS]),
    );
    const { csv, taken } = csvPart(found);
    const last = found[taken - 1];
    const isLast = taken === found.length && found.length < EXPORT_ROWS;
    const name = actor.locale === 'fr' ? 'inventaire' : 'inventory';
    return {
      fileName: `${name}-${this.clock.instant().slice(0, 10)}.csv`,
      csv: after ? csv : csvHeading(actor.locale) + csv,
      next: last && !isLast ? writeCursor({ key: last.sortKey, id: last.id, total: 0 }) : null,
    };
  }
}

const facilitiesOf = (scope: DatabaseScope): readonly string[] | null =>
  scope.kind === 'facility' ? scope.facilities : null;

const patternOf = (q: string): string => `%${fold(q).replace(/[\\%_]/g, '\\$&')}%`;

const assetOf = ({ sortKey: _, ...asset }: AssetRow): Asset => asset;

async function listOfFacilities(
  tx: EntityManager,
  facilities: readonly string[],
  { pattern, after, limit }: Wanted,
): Promise<Page> {
  const total = after?.total ?? (await count(tx, COUNT_OF_FACILITIES, [facilities, pattern]));
  const values = [facilities, pattern, after?.key ?? null, after?.id ?? null, limit + 1];
  const { items, next } = pageOf(
    await rows<AssetRow>(tx, LIST_OF_FACILITIES, values),
    limit,
    total,
    (row) => row.sortKey,
  );
  return { items: items.map(assetOf), next, total };
}

async function listOfRegion(tx: EntityManager, { after, limit }: Wanted): Promise<Page> {
  const total = after?.total ?? (await count(tx, COUNT_OF_REGION, []));
  const { items, next } = pageOf(
    await rows<AssetRow>(tx, LIST_OF_REGION, [after?.id ?? null, limit + 1]),
    limit,
    total,
    () => '',
  );
  return { items: items.map(assetOf), next, total };
}

async function listOfProducts(tx: EntityManager, pattern: string, { after, limit }: Wanted): Promise<Page> {
  const named = (await rows<{ id: string }>(tx, PRODUCTS_NAMED, [pattern, MOST_PRODUCTS])).map(({ id }) => id);
  const total = after?.total ?? (await count(tx, COUNT_OF_PRODUCTS, [named]));
  const { items, next } = pageOf(
    await rows<AssetRow>(tx, LIST_OF_PRODUCTS, [named, after?.id ?? null, limit + 1]),
    limit,
    total,
    () => '',
  );
  return { items: items.map(assetOf), next, total };
}

const count = async (tx: EntityManager, sql: string, values: readonly unknown[]): Promise<number> =>
  (await one<{ total: number }>(tx, sql, values)).total;
