import { setImmediate as breathe } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type CommandResult,
  type IndicatorImportPreview,
  Refusal,
  flagsOf,
  normaliseIndicator,
} from '#libs/contracts';
import { Database, readUpload } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { requestOf } from '../../acting.js';
import { IndicatorService } from '../indicator.service.js';
import { type Statement, byId, standingOf, subjectOf } from '../indicator.store.js';
import { FileReader } from './file.reader.js';
import { type ReadFile, type Refused, type Stated, short } from './stated.js';

const IMPORT = 'incident.indicator.import';
const LISTED = 500;
const SHOWN = 200;
/** Values that are looked at before others get their turn. */
const SLICE = 2_000;

type Valid = Stated & { value: string };
interface Checked {
  valid: Valid[];
  refused: Refused[];
}

/** Brings the values of a file onto an incident: what is taken, what is there already and what is refused is said before and after. */
@Injectable()
export class IndicatorImport {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(FileReader) private readonly files: FileReader,
    @Inject(IndicatorService) private readonly indicators: IndicatorService,
  ) {}

  async preview(
    body: CommandBody<'incident.indicator.preview'>,
    context: CommandContext,
  ): Promise<IndicatorImportPreview> {
    const file = await this.read(body, context);
    const { valid, refused } = await check(file);
    const distinct = byId(valid.map((one) => ({ ...one, tlp: one.tlp ?? 'AMBER' })));
    const ids = distinct.map(([id]) => id);
    const standing = await this.database.transaction(context.scope, (tx) => standingOf(tx, body.incidentId, ids));
    const withdrawn = [...standing.values()].filter(Boolean).length;
    const fresh = distinct.filter(([id]) => !standing.has(id));
    return {
      format: file.format,
      title: file.title,
      total: valid.length + refused.length,
      fresh: fresh.length,
      known: standing.size - withdrawn,
      withdrawn,
      repeated: valid.length - distinct.length,
      refused: refused.length,
      places: refused.slice(0, LISTED),
      items: fresh
        .slice(0, SHOWN)
        .map(([, { type, value }]) => ({ type, value, flags: flagsOf(type, value), known: false })),
    };
  }

  /** A repeated request gets its stored answer, even when the file is not there any more. */
  async commit(body: CommandBody<typeof IMPORT>, context: CommandContext): Promise<CommandResult<typeof IMPORT>> {
    const { incidentId } = body;
    const file = await this.read(body, context).catch(orRefusal);
    const checked = file instanceof Refusal ? file : await check(file);
    return this.database.idempotentTransaction(context.scope, requestOf(IMPORT, body, context), async (tx) => {
      if (file instanceof Refusal) throw file;
      if (checked instanceof Refusal) throw checked;
      const subject = await subjectOf(tx, incidentId);
      // What the file says of its own values counts before what is chosen here.
      const statements: Statement[] = checked.valid.map(({ type, value, note, forDetection, tlp }) => ({
        type,
        value,
        note,
        forDetection,
        tlp: tlp ?? body.tlp ?? subject.tlp,
      }));
      const of = { incidentId, source: file.format, subject, action: IMPORT } as const;
      const counts = await this.indicators.keep(tx, statements, of, context);
      return { ...counts, refused: checked.refused.length };
    });
  }

  /** The incident comes first: of a file that is sent for another's, nothing is read. */
  private async read(
    { incidentId, uploadId }: { incidentId: string; uploadId: string },
    { actor, scope }: CommandContext,
  ): Promise<ReadFile> {
    const bytes = await this.database.transaction(scope, async (tx) => {
      await subjectOf(tx, incidentId);
      return readUpload(tx, actor.id, uploadId);
    });
    return this.files.read(bytes);
  }
}

function orRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

/** Normalises what the file states, in slices. */
async function check({ stated, refused }: ReadFile): Promise<Checked> {
  const checked: Checked = { valid: [], refused: [...refused] };
  for (const [index, one] of stated.entries()) {
    if (index % SLICE === SLICE - 1) await breathe();
    const value = normaliseIndicator(one.type, one.value);
    if (value !== null) checked.valid.push({ ...one, value });
    else
      checked.refused.push({ path: one.path, code: 'indicator-invalid', detail: short(`${one.type}: ${one.value}`) });
  }
  return checked;
}
