import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, type IndicatorFormat, type Tlp } from '#libs/contracts';
import { Database, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { readCursor, writeCursor } from '../../paging/cursor.js';
import { SENDER, type Sender } from '../../paper/paper.service.js';
import { subjectOf } from '../indicator.store.js';
import { csv } from './csv.format.js';
import type { Exported, Format, Heading } from './format.js';
import { misp } from './misp.format.js';
import { stix } from './stix.format.js';

const FORMATS: Record<IndicatorFormat, Format> = { misp, stix, csv };
/** Bytes of a part at most: what the commands' answers carry, with room for what JSON escapes. */
const PART_BYTES = 300 * 1024;
const PART_ROWS = 1_000;

type Row = Omit<Exported, 'recordedAt'> & { recordedAt: Date };

/** Writes an incident's indicators as a file, in parts; what was withdrawn stays here. */
@Injectable()
export class IndicatorExport {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SENDER) private readonly sender: Sender,
  ) {}

  part(
    { incidentId, format: name, cursor }: CommandBody<'incident.indicator.export'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'incident.indicator.export'>> {
    const format = FORMATS[name];
    const after = readCursor(cursor);
    return this.database.transaction(scope, async (tx) => {
      const heading = await this.headingOf(tx, incidentId);
      const found = await page(tx, incidentId, after);
      const { text, taken } = written(format, heading, found, after !== null);
      const last = found[taken - 1];
      const isEnd = taken === found.length && found.length < PART_ROWS;
      return {
        fileName: `${heading.reference}-indicators.${format.extension}`,
        mediaType: format.mediaType,
        text: (after === null ? format.begin(heading) : '') + text + (isEnd ? format.end : ''),
        next: isEnd || !last ? null : writeCursor({ at: last.recordedAt.toISOString(), id: last.id, total: 0 }),
      };
    });
  }

  private async headingOf(tx: EntityManager, incidentId: string): Promise<Heading> {
    const { recordedAt, reference, tlp } = await subjectOf(tx, incidentId);
    const tlps = await rows<{ tlp: Tlp }>(
      tx,
      'SELECT DISTINCT tlp FROM indicator_sighting WHERE incident_id = $1 AND withdrawn_at IS NULL ORDER BY tlp',
      [incidentId],
    );
    const { agencyName } = this.sender;
    return {
      incidentId,
      reference,
      tlp,
      recordedAt: recordedAt.toISOString(),
      agencyName,
      tlps: tlps.map(({ tlp: label }) => label),
    };
  }
}

function page(tx: EntityManager, incidentId: string, after: { at: string; id: string } | null): Promise<Row[]> {
  return rows<Row>(
    tx,
    `SELECT id, type, value, tlp, note, for_detection AS "forDetection", source, recorded_at AS "recordedAt" FROM indicator_sighting
     WHERE incident_id = $1 AND withdrawn_at IS NULL AND (recorded_at, id) > ($2::timestamptz, $3::uuid)
     ORDER BY recorded_at, id LIMIT $4`,
    [incidentId, after?.at ?? '-infinity', after?.id ?? '00000000-0000-0000-0000-000000000000', PART_ROWS],
  );
}

/** As many as fit a part, one at least. */
function written(format: Format, heading: Heading, found: readonly Row[], isFollowing: boolean) {
  let [text, bytes, taken] = ['', 0, 0];
  for (const row of found) {
    const item = format.item({ ...row, recordedAt: row.recordedAt.toISOString() }, heading);
    bytes += Buffer.byteLength(item);
    if (bytes > PART_BYTES && taken > 0) break;
    text += (taken > 0 || isFollowing ? format.between : '') + item;
    taken += 1;
  }
  return { text, taken };
}
