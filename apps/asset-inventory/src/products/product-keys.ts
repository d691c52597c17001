import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, execute, rows } from '#libs/database';
import { Logger } from '#libs/platform';
import { NORMALISATION_RULES, productRow } from './product-row.js';

const BATCH = 1_000;

/** Makes the keys of products anew whose keys an earlier release made by other rules (an alias more, a form less). */
@Injectable()
export class ProductKeys implements OnApplicationBootstrap {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    void this.renew().then(
      (renewed) => renewed > 0 && this.logger.info({ renewed }, 'product keys made by the rules of this release'),
      (error: unknown) => this.logger.error({ err: error }, 'product keys stay as they were'),
    );
  }

  /** @returns how many products got new keys */
  async renew(): Promise<number> {
    for (let renewed = 0; ;) {
      const batch = await this.renewBatch();
      renewed += batch;
      if (batch < BATCH) return renewed;
    }
  }

  private renewBatch(): Promise<number> {
    return this.database.transaction({ kind: 'system' }, async (tx) => {
      const old = await rows<{ vendor: string; product: string }>(
        tx,
        'SELECT vendor, product FROM product WHERE rules <> $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED',
        [NORMALISATION_RULES, BATCH],
      );
      const renewed = old.map(({ vendor, product }) => productRow(vendor, product));
      return execute(
        tx,
        `UPDATE product SET vendor_key = n.vendor_key, vendor_group = n.vendor_group, product_key = n.product_key,
           core_words = n.core_words, search = n.search, rules = n.rules
         FROM jsonb_to_recordset($1::jsonb) AS n(id uuid, vendor_key text, vendor_group text, product_key text,
           core_words text[], search text, rules text)
         WHERE product.id = n.id`,
        [JSON.stringify(renewed)],
      );
    });
  }
}
