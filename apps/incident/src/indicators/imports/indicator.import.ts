import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, type IndicatorImportPreview, Refusal, flagsOf } from '#libs/contracts';
import { Database, readUpload } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { requestOf } from '../../acting.js';
import { IndicatorService } from '../indicator.service.js';
import { standingOf, subjectOf } from '../indicator.store.js';
import type { CheckedFile } from './checked.js';
import { FileReader } from './file.reader.js';

const IMPORT = 'incident.indicator.import';
const LISTED = 500;
const SHOWN = 200;

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
    const { format, title, values, repeated, refused } = await this.read(body, context);
    const ids = values.map(({ id }) => id);
    const standing = await this.database.transaction(context.scope, (tx) => standingOf(tx, body.incidentId, ids));
    const withdrawn = [...standing.values()].filter(Boolean).length;
    const fresh = values.filter(({ id }) => !standing.has(id));
    return {
      format,
      title,
      total: values.length + repeated + refused.length,
      fresh: fresh.length,
      known: standing.size - withdrawn,
      withdrawn,
      repeated,
      refused: refused.length,
      places: refused.slice(0, LISTED),
      items: fresh
        .slice(0, SHOWN)
        .map(({ type, value }) => ({ type, value, flags: flagsOf(type, value), known: false })),
    };
  }

  /** A repeated request gets its stored answer, even when the file is not there any more. */
  async commit(body: CommandBody<typeof IMPORT>, context: CommandContext): Promise<CommandResult<typeof IMPORT>> {
    const { incidentId } = body;
    const file = await this.read(body, context).catch(orRefusal);
    return this.database.idempotentTransaction(context.scope, requestOf(IMPORT, body, context), async (tx) => {
      if (file instanceof Refusal) throw file;
      const subject = await subjectOf(tx, incidentId);
      // What the file says of its own values counts before what is chosen here.
      const of = { incidentId, source: file.format, subject, tlp: body.tlp ?? subject.tlp, action: IMPORT } as const;
      const counts = await this.indicators.keep(tx, file.values, of, context);
      return { ...counts, refused: file.refused.length };
    });
  }

  /** The incident comes first: of a file that is sent for another's, nothing is read. */
  private async read(
    { incidentId, uploadId }: { incidentId: string; uploadId: string },
    { actor, scope }: CommandContext,
  ): Promise<CheckedFile> {
    await this.database.transaction(scope, (tx) => subjectOf(tx, incidentId));
    return this.files.read(() => this.database.transaction(scope, (tx) => readUpload(tx, actor.id, uploadId)));
  }
}

function orRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}
