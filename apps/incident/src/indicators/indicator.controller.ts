import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, RecordedIndicators, Sighting } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { IndicatorExport } from './exports/indicator.export.js';
import { IndicatorImport } from './imports/indicator.import.js';
import { IndicatorReader } from './indicator.reader.js';
import { IndicatorService } from './indicator.service.js';
import { UploadService } from './upload.service.js';

@Controller()
export class IndicatorController {
  constructor(
    @Inject(IndicatorService) private readonly indicators: IndicatorService,
    @Inject(IndicatorReader) private readonly reader: IndicatorReader,
    @Inject(IndicatorExport) private readonly exports: IndicatorExport,
    @Inject(IndicatorImport) private readonly imports: IndicatorImport,
    @Inject(UploadService) private readonly uploads: UploadService,
  ) {}

  @Command('incident.indicator.record')
  record(body: CommandBody<'incident.indicator.record'>, context: CommandContext): Promise<RecordedIndicators> {
    return this.indicators.record(body, context);
  }

  @Command('incident.indicator.extract')
  extract(
    body: CommandBody<'incident.indicator.extract'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.indicator.extract'>> {
    return this.reader.extract(body, context);
  }

  @Command('incident.indicator.withdraw')
  withdraw(body: CommandBody<'incident.indicator.withdraw'>, context: CommandContext): Promise<Sighting> {
    return this.indicators.withdraw(body, context);
  }

  @Command('incident.indicator.restore')
  restore(body: CommandBody<'incident.indicator.restore'>, context: CommandContext): Promise<Sighting> {
    return this.indicators.restore(body, context);
  }

  @Command('incident.indicator.list')
  list(
    body: CommandBody<'incident.indicator.list'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.indicator.list'>> {
    return this.reader.list(body, context);
  }

  @Command('incident.indicator.search')
  search(
    body: CommandBody<'incident.indicator.search'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.indicator.search'>> {
    return this.reader.search(body, context);
  }

  @Command('incident.indicator.sightings')
  sightings(
    body: CommandBody<'incident.indicator.sightings'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.indicator.sightings'>> {
    return this.reader.sightings(body, context);
  }

  @Command('incident.indicator.export')
  export(
    body: CommandBody<'incident.indicator.export'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.indicator.export'>> {
    return this.exports.part(body, context);
  }

  @Command('incident.indicator.upload')
  upload(
    body: CommandBody<'incident.indicator.upload'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.indicator.upload'>> {
    return this.uploads.append(body, context);
  }

  @Command('incident.indicator.preview')
  preview(
    body: CommandBody<'incident.indicator.preview'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.indicator.preview'>> {
    return this.imports.preview(body, context);
  }

  @Command('incident.indicator.import')
  import(
    body: CommandBody<'incident.indicator.import'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.indicator.import'>> {
    return this.imports.commit(body, context);
  }
}
