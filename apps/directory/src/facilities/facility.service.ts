import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, type Facility, Refusal } from '#libs/contracts';
import { Database, type DatabaseScope, maybeOne, one, rows } from '#libs/database';
import { pageOf, readCursor } from '../keyset.js';
import { containing } from '../searchable.js';
import { COUNT, GET, LIST } from './facility.sql.js';

@Injectable()
export class FacilityService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async list(
    scope: DatabaseScope,
    body: CommandBody<'directory.facility.list'>,
  ): Promise<CommandResult<'directory.facility.list'>> {
    const after = readCursor(body.cursor);
    const filter = [
      body.q ? containing(body.q) : null,
      body.territory ?? null,
      body.category ?? null,
      body.ids ?? null,
    ];
    const { total, found } = await this.database.transaction(scope, async (tx) => ({
      total: (await one<{ total: number }>(tx, COUNT, filter)).total,
      found: await rows<Facility & { sortName: string }>(tx, LIST, [
        ...filter,
        after?.key ?? null,
        after?.id ?? null,
        body.limit + 1,
      ]),
    }));
    const page = pageOf(found, body.limit, ({ sortName, id }) => ({ key: sortName, id }));
    return { items: page.rows.map(({ sortName: _, ...facility }) => facility), next: page.next, total };
  }

  async get(scope: DatabaseScope, facilityId: string): Promise<Facility> {
    const facility = await this.database.transaction(scope, (tx) => maybeOne<Facility>(tx, GET, [facilityId]));
    if (!facility) throw new Refusal('not-found');
    return facility;
  }
}
