import { Inject, Injectable } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Database, rows } from '#libs/database';
import { fold, words } from '../matching/fold.js';

type Find = 'asset-inventory.product.find';

/**
 * $1 the facility, $2 the words of the text. A name is found when all of its telling words stand in the text, one of them at least a
 * word of four letters or more: "3.1" and "pro" alone tell nothing.
 */
const NAMED = `
  SELECT p.vendor, p.product, p.core_words AS words FROM product p
  WHERE p.id IN (SELECT product_id FROM asset WHERE facility_id = $1)
    AND p.core_words <@ $2::text[] AND EXISTS (SELECT FROM unnest(p.core_words) AS word WHERE word ~ '^[^0-9]{4,}')
  ORDER BY cardinality(p.core_words) DESC, p.vendor, p.product LIMIT 5`;

/** Finds the products of a facility's inventory that a text names. */
@Injectable()
export class ProductFinder {
  constructor(@Inject(Database) private readonly database: Database) {}

  async find({ facilityId, text }: CommandBody<Find>): Promise<CommandResult<Find>> {
    const used = [...new Set(words(fold(text)))];
    const items = await this.database.transaction({ kind: 'system' }, (tx) =>
      rows<CommandResult<Find>['items'][number]>(tx, NAMED, [facilityId, used]),
    );
    return { items };
  }
}
