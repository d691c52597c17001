import { Inject, Injectable } from '@nestjs/common';
import type { Exposure } from '#libs/contracts';
import { Database, type DatabaseScope, one, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import { readDocument } from '../csaf/csaf.service.js';
import type { FlatProduct } from '../csaf/flatten-products.js';
import { type PreparedProduct, isWorthComparing, prepareProduct } from '../matching/match.js';
import { type Holding, exposureOf } from './exposure.js';
import { CANDIDATES, HOLDINGS, INVENTORIED } from './exposure.sql.js';

/** Finds out which facilities hold the products that a CSAF document names. */
@Injectable()
export class ExposureService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async get(csafId: string, scope: DatabaseScope): Promise<Exposure> {
    const found = await this.database.transaction(scope, async (tx) => {
      const { content } = await readDocument(tx, csafId);
      const products = content.products.map((product) => prepareProduct(product));
      const { facilities: inventoried } = await one<{ facilities: number }>(tx, INVENTORIED);
      return { products, holdings: await holdingsOf(tx, products), inventoried };
    });
    const facilities = exposureOf(found.holdings, found.products);
    const countOf = (verdict: string): number => facilities.filter((facility) => facility.verdict === verdict).length;
    return {
      csafId,
      facilities,
      matched: countOf('match'),
      undetermined: countOf('undetermined'),
      inventoried: found.inventoried,
    };
  }
}

/** Everything in the region that is worth comparing with these products. */
async function holdingsOf(tx: EntityManager, products: readonly PreparedProduct<FlatProduct>[]): Promise<Holding[]> {
  const compared = products.filter(isWorthComparing);
  const ofVendor = compared.filter(({ vendor }) => vendor !== null);
  const groups = ofVendor.flatMap(({ vendor, joint }) => [vendor!.group, ...joint.map(({ group }) => group)]);
  const wordsOf = (some: readonly PreparedProduct<FlatProduct>[]): string[] => [
    ...new Set(some.flatMap(({ product }) => product.core)),
  ];
  const candidates = await rows<{ id: string; vendor: string; product: string }>(tx, CANDIDATES, [
    [...new Set(groups)],
    wordsOf(ofVendor),
    [...new Set(ofVendor.map(({ product }) => product.key))],
    wordsOf(compared.filter(({ vendor }) => vendor === null)),
  ]);
  const names = new Map(candidates.map(({ id, vendor, product }) => [id, { vendor, product }]));
  const held = await rows<Omit<Holding, 'vendor' | 'product'>>(tx, HOLDINGS, [[...names.keys()]]);
  return held.map((holding) => ({ ...holding, ...names.get(holding.productId)! }));
}
