import { Controller, Inject } from '@nestjs/common';
import type {
  CommandBody,
  CommandResult,
  PdfFile,
  ReportChange,
  ReportTemplateVersion,
  SituationReport,
  Task,
} from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { ReportActionService } from './action.service.js';
import { ReportReader } from './report.reader.js';
import { ReportService } from './report.service.js';
import { ReportTemplateService } from './template.service.js';

type Name<Verb extends string> = `incident.situation-report.${Verb}`;

@Controller()
export class ReportController {
  constructor(
    @Inject(ReportReader) private readonly reader: ReportReader,
    @Inject(ReportService) private readonly reports: ReportService,
    @Inject(ReportActionService) private readonly actions: ReportActionService,
    @Inject(ReportTemplateService) private readonly templates: ReportTemplateService,
  ) {}

  @Command('incident.situation-report.list')
  list(body: CommandBody<Name<'list'>>, context: CommandContext): Promise<CommandResult<Name<'list'>>> {
    return this.reader.list(body, context);
  }

  @Command('incident.situation-report.get')
  get({ reportId }: CommandBody<Name<'get'>>, context: CommandContext): Promise<SituationReport> {
    return this.reader.get(reportId, context);
  }

  @Command('incident.situation-report.pdf')
  pdf({ reportId }: CommandBody<Name<'pdf'>>, context: CommandContext): Promise<PdfFile> {
    return this.reader.pdf(reportId, context);
  }

  @Command('incident.situation-report.html')
  html({ reportId }: CommandBody<Name<'html'>>, context: CommandContext): Promise<CommandResult<Name<'html'>>> {
    return this.reader.html(reportId, context);
  }

  @Command('incident.situation-report.begin')
  begin(body: CommandBody<Name<'begin'>>, context: CommandContext): Promise<ReportChange> {
    return this.reports.begin(body, context);
  }

  @Command('incident.situation-report.save')
  save(body: CommandBody<Name<'save'>>, context: CommandContext): Promise<ReportChange> {
    return this.reports.save(body, context);
  }

  @Command('incident.situation-report.issue')
  issue(body: CommandBody<Name<'issue'>>, context: CommandContext): Promise<ReportChange> {
    return this.reports.issue(body, context);
  }

  @Command('incident.situation-report.withdraw')
  withdraw(body: CommandBody<Name<'withdraw'>>, context: CommandContext): Promise<ReportChange> {
    return this.reports.withdraw(body, context);
  }

  @Command('incident.situation-report.add-task')
  addTask(body: CommandBody<Name<'add-task'>>, context: CommandContext): Promise<Task> {
    return this.actions.addTask(body, context);
  }

  @Command('incident.report-template.list')
  listTemplates(
    _: CommandBody<'incident.report-template.list'>,
    { scope }: CommandContext,
  ): Promise<{ items: ReportTemplateVersion[] }> {
    return this.templates.list(scope);
  }

  @Command('incident.report-template.save')
  saveTemplate(
    body: CommandBody<'incident.report-template.save'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.report-template.save'>> {
    return this.templates.save(body, context);
  }
}
