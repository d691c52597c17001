import { Inject, Injectable } from '@nestjs/common';
import { type CommandResult, Refusal, type Territory } from '#libs/contracts';
import { Database, type DatabaseScope, maybeOne, rows } from '#libs/database';

type Position = [latitude: number, longitude: number];
interface Commune {
  code: string;
  name: string;
  latitude: number;
  longitude: number;
}

@Injectable()
export class TerritoryService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async list(scope: DatabaseScope): Promise<CommandResult<'directory.territory.list'>> {
    const items = await this.database.transaction(scope, (tx) =>
      rows<Territory>(tx, 'SELECT code, name, zone FROM territory ORDER BY code'),
    );
    return { items };
  }

  /** The territory with what its map is drawn from. */
  get(scope: DatabaseScope, code: string): Promise<CommandResult<'directory.territory.get'>> {
    return this.database.transaction(scope, async (tx) => {
      const territory = await maybeOne<Territory & { outline: Position[] }>(
        tx,
        'SELECT code, name, zone, outline FROM territory WHERE code = $1',
        [code],
      );
      if (!territory) throw new Refusal('not-found');
      const communes = await rows<Commune>(
        tx,
        'SELECT code, name, latitude, longitude FROM commune WHERE territory = $1 ORDER BY code',
        [code],
      );
      return { ...territory, communes };
    });
  }
}
