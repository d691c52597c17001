import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type CommandResult,
  type PdfFile,
  Refusal,
  type ReportContent,
  type ReportTemplateDefinition,
  type SituationReport,
} from '#libs/contracts';
import { Database, maybeOne } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { SENDER, type Sender } from '../paper/paper.service.js';
import { readCursor, writeCursor } from '../paging/cursor.js';
import { pdfFile } from '../printing/pdf-file.js';
import { Printer } from '../printing/printer.js';
import { actionTasksOf } from './action.task.js';
import { contentOf } from './content.js';
import { type Printed, htmlOf } from './html.js';
import { ReportDrawer } from './report.drawer.js';
import { type ReportRow, countReports, listReports, readReport, summaryOf } from './report.store.js';
import { reportWords } from './words.js';

type Name<Verb extends string> = `incident.situation-report.${Verb}`;

/** Shows reports: a draft as it would be drawn now of its instant, and what was issued from what was kept. */
@Injectable()
export class ReportReader {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ReportDrawer) private readonly drawer: ReportDrawer,
    @Inject(Printer) private readonly printer: Printer,
    @Inject(SENDER) private readonly sender: Sender,
  ) {}

  list(query: CommandBody<Name<'list'>>, { scope }: CommandContext): Promise<CommandResult<Name<'list'>>> {
    const after = readCursor(query.cursor);
    return this.database.transaction(scope, async (tx) => {
      const total = after?.total ?? (await countReports(tx, scope, query))[0]?.total ?? 0;
      const found = await listReports(tx, scope, query, after, query.limit + 1);
      const shown = found.slice(0, query.limit);
      const last = shown.at(-1);
      const isMore = found.length > shown.length && last !== undefined;
      const next = isMore ? writeCursor({ at: last.createdAt.toISOString(), id: last.id, total }) : null;
      return { items: shown.map(summaryOf), next, total };
    });
  }

  async get(reportId: string, context: CommandContext): Promise<SituationReport> {
    const { row, template } = await this.read(reportId, context);
    const { facilityId: _, content: kept, ...report } = row;
    const content = kept ?? (await this.draw(row, template, context));
    // What the agency makes of it is no part of what a facility reads.
    const actionTasks =
      context.scope.kind === 'facility'
        ? []
        : await this.database.transaction(context.scope, (tx) => actionTasksOf(tx, row));
    // A facility is not told how it was to be written.
    const sections = context.scope.kind === 'facility' || !template ? [] : template.sections;
    const writing = sections
      .filter(({ source }) => source === 'text')
      .map(({ code, title, intro }) => ({ code, title: title[row.locale], hint: intro?.[row.locale] ?? null }));
    return { ...report, actionTasks, content, writing };
  }

  async pdf(reportId: string, context: CommandContext): Promise<PdfFile> {
    const { printed, row } = await this.printed(reportId, context);
    const madeAt = row.issuedAt ?? row.changedAt;
    return pdfFile([row.number], await this.printer.print({ kind: 'report', printing: { ...printed, madeAt } }));
  }

  async html(reportId: string, context: CommandContext): Promise<CommandResult<Name<'html'>>> {
    const { printed, row } = await this.printed(reportId, context);
    return { fileName: `${row.number.replace(/[^\w.-]+/g, '-')}.html`, html: htmlOf(printed) };
  }

  /** @throws Refusal('not-found') where a template would be needed and is none of the reader's */
  draw(
    row: ReportRow,
    template: ReportTemplateDefinition | undefined,
    { actor }: CommandContext,
  ): Promise<ReportContent> {
    if (!template) throw new Refusal('not-found');
    return this.drawer.gather(row, actor.id).then((drawing) => contentOf(drawing, template, this.sender.agencyName));
  }

  private read(reportId: string, { scope }: CommandContext) {
    return this.database.transaction(scope, async (tx) => {
      const row = await readReport(tx, scope, reportId);
      if (!row) throw new Refusal('not-found');
      const template =
        scope.kind === 'facility' ? undefined : await readTemplate(tx, row.template, row.templateVersion);
      return { row, template };
    });
  }

  private async printed(reportId: string, context: CommandContext): Promise<{ printed: Printed; row: ReportRow }> {
    const { row, template } = await this.read(reportId, context);
    const { locale, tlp, kind, state } = row;
    const content = row.content ?? (await this.draw(row, template, context));
    const words = reportWords(locale);
    // What was issued is the same bytes for ever; that it was withdrawn since has to be seen all the same.
    const standing = state === 'issued' ? null : words[state];
    return { row, printed: { locale, tlp, exercise: kind === 'exercise', standing, content } };
  }
}

export async function readTemplate(
  tx: EntityManager,
  code: string,
  version: number,
): Promise<ReportTemplateDefinition | undefined> {
  const found = await maybeOne<{ definition: ReportTemplateDefinition }>(
    tx,
    'SELECT definition FROM report_template WHERE code = $1 AND version = $2',
    [code, version],
  );
  return found?.definition;
}
