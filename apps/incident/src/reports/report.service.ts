import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type CommandName,
  type Kind,
  Refusal,
  type ReportChange,
  type ReportTemplateDefinition,
  type Tlp,
  tlpRank,
} from '#libs/contracts';
import { Database, audit, execute, isUniqueViolation, maybeOne, one } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { eventOf, saidOf, step } from '../incidents/incident.step.js';
import { yearIn } from '../references/year.js';
import { TerritoryZones } from '../territories/territory-zones.js';
import { ReportReader, readTemplate } from './report.reader.js';
import { type ReportRow, readReport } from './report.store.js';

type Name<Verb extends string> = `incident.situation-report.${Verb}`;

interface Subject {
  about: string;
  territory: string;
  kind: Kind;
  tlp: Tlp | null;
  facilityId: string | null;
}

/** A report from its first draft until it is withdrawn: what is issued does not change any more. */
@Injectable()
export class ReportService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ReportReader) private readonly reader: ReportReader,
    @Inject(TerritoryZones) private readonly zones: TerritoryZones,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Refusal('not-found'), Refusal('report-tlp-too-open'), Refusal('invalid-request') for a template of other subjects */
  async begin(body: CommandBody<Name<'begin'>>, context: CommandContext): Promise<ReportChange> {
    const command = 'incident.situation-report.begin';
    const zones = new Map<string, string>();
    const subject = await this.database.transaction(context.scope, (tx) => subjectOf(tx, body));
    zones.set(subject.territory, await this.zones.zoneOf(subject.territory));
    try {
      return await this.once(command, body, context, async (tx) => {
        const latest = await latestTemplate(tx, body.template);
        if (!latest.definition.subjects.includes(body.subject))
          throw new Refusal('invalid-request', { places: [{ path: 'subject', code: 'subject-mismatch' }] });
        checkMarking(subject.tlp, body.tlp);
        const now = this.clock.now();
        const before = body.supersedes === null ? undefined : await readReport(tx, context.scope, body.supersedes);
        if (body.supersedes !== null) checkReplaced(before, { ...body, kind: subject.kind });
        const { n } = await one<{ n: string }>(tx, `SELECT nextval('incident.situation_report_number')::text AS n`);
        const mark = subject.kind === 'exercise' ? '-X' : '';
        const year = yearIn(zones.get(subject.territory) ?? 'UTC', now);
        const number = `${subject.territory}-S${mark}-${year}-${n.padStart(4, '0')}`;
        const { id, template, incidentId, regionalId, locale, tlp, forFacility, supersedes } = body;
        await execute(
          tx,
          `INSERT INTO situation_report (id, number, template, template_version, name, subject, incident_id, regional_id, facility_id, about,
             territory, kind, locale, tlp, as_of, for_facility, texts, actions, author_id, created_at, changed_at, supersedes)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $15, $15, $20)`,
          [
            ...[
              id,
              number,
              template,
              latest.version,
              latest.definition.name[locale],
              body.subject,
              incidentId,
              regionalId,
            ],
            ...[subject.facilityId, subject.about, subject.territory, subject.kind, locale, tlp, now, forFacility],
            ...[
              JSON.stringify(before?.texts ?? {}),
              JSON.stringify(before?.actions ?? []),
              context.actor.id,
              supersedes,
            ],
          ],
        );
        this.audited(
          tx,
          command,
          context,
          { id, facilityId: subject.facilityId, kind: subject.kind },
          { number, template },
        );
        return { id, number, state: 'draft', version: 1 };
      });
    } catch (error) {
      throw isUniqueViolation(error, 'situation_report_pkey') ? new Refusal('already-exists') : error;
    }
  }

  save(body: CommandBody<Name<'save'>>, context: CommandContext): Promise<ReportChange> {
    const command = 'incident.situation-report.save';
    return this.once(command, body, context, async (tx) => {
      const report = await lockDraft(tx, body, context);
      const now = this.clock.now();
      const asOf = body.at === undefined || body.at > now.toISOString() ? body.at && now.toISOString() : body.at;
      if (body.tlp !== undefined) {
        checkMarking((await subjectOf(tx, report)).tlp, body.tlp);
        if (report.supersedes !== null)
          checkReplacedMarking(await readReport(tx, context.scope, report.supersedes), body.tlp);
      }
      const { tlp = report.tlp, texts = report.texts, actions = report.actions } = body;
      await execute(
        tx,
        `UPDATE situation_report SET tlp = $2, as_of = $3, texts = $4, actions = $5, version = version + 1, changed_at = $6 WHERE id = $1`,
        [report.id, tlp, asOf ?? report.asOf, JSON.stringify(texts), JSON.stringify(actions), now],
      );
      this.audited(tx, command, context, report, { version: report.version + 1 });
      return changeOf(report, 'draft');
    });
  }

  /** Draws it before the transaction: what was known at its instant does not change any more. */
  async issue(body: CommandBody<Name<'issue'>>, context: CommandContext): Promise<ReportChange> {
    const command = 'incident.situation-report.issue';
    const drawn = await this.drawn(body.reportId, context);
    return this.once(command, body, context, async (tx) => {
      const report = await lockDraft(tx, body, context);
      if (!drawn || drawn.version !== report.version) throw new Refusal('report-changed', { version: report.version });
      checkMarking((await subjectOf(tx, report)).tlp, report.tlp);
      const now = this.clock.instant();
      await execute(
        tx,
        `UPDATE situation_report SET state = 'issued', content = $2, issued_by = $3, issued_at = $4, changed_at = $4,
           version = version + 1 WHERE id = $1`,
        [report.id, JSON.stringify(drawn.content), context.actor.id, now],
      );
      if (report.supersedes !== null) await supersede(tx, report.supersedes, { by: report.id, now }, context);
      await this.noted(tx, report, 'report-issued', context, now);
      this.audited(tx, command, context, report, { number: report.number, tlp: report.tlp, asOf: report.asOf });
      return changeOf(report, 'issued');
    });
  }

  withdraw(body: CommandBody<Name<'withdraw'>>, context: CommandContext): Promise<ReportChange> {
    const command = 'incident.situation-report.withdraw';
    return this.once(command, body, context, async (tx) => {
      const report = await lock(tx, body, context);
      if (report.state !== 'draft' && report.state !== 'issued')
        throw new Refusal('state-conflict', { state: report.state });
      const now = this.clock.instant();
      await execute(
        tx,
        `UPDATE situation_report SET state = 'withdrawn', reason = $2, changed_at = $3, version = version + 1 WHERE id = $1`,
        [report.id, body.reason, now],
      );
      if (report.state === 'issued') await this.noted(tx, report, 'report-withdrawn', context, now);
      this.audited(tx, command, context, report, { number: report.number });
      return changeOf(report, 'withdrawn');
    });
  }

  private async drawn(reportId: string, context: CommandContext) {
    const read = await this.database.transaction(context.scope, async (tx) => {
      const row = await readReport(tx, context.scope, reportId);
      return row && { row, template: await readTemplate(tx, row.template, row.templateVersion) };
    });
    // A key that comes again is answered as before, also when it is issued by now.
    if (read?.row.state !== 'draft') return null;
    const content = await this.reader.draw(read.row, read.template, context);
    return { content, version: read.row.version };
  }

  /** Into the journal of the incident that it is about, for those who may read it. */
  private async noted(
    tx: EntityManager,
    { id, number, name, incidentId, forFacility }: ReportRow,
    type: 'report-issued' | 'report-withdrawn',
    context: CommandContext,
    at: string,
  ): Promise<void> {
    if (incidentId === null) return;
    const visibility = forFacility ? 'shared' : 'agency';
    const stepped = await step(tx, context, at, incidentId, {
      type,
      visibility,
      details: { reportId: id, number, name },
    });
    const { entryId, seq } = stepped;
    this.outbox.emit(tx, {
      ...eventOf(stepped, context),
      type: 'incident.journal-written',
      payload: { ...saidOf(stepped), entryId, seq, visibility, authorSide: 'agency', entryType: type, mentions: [] },
    });
  }

  private once(
    command: CommandName,
    body: unknown,
    context: CommandContext,
    work: (tx: EntityManager) => Promise<ReportChange>,
  ): Promise<ReportChange> {
    return this.database.idempotentTransaction(context.scope, requestOf(command, body, context), work);
  }

  private audited(
    tx: EntityManager,
    command: CommandName,
    context: CommandContext,
    { id, facilityId, kind }: { id: string; facilityId: string | null; kind: Kind },
    details: Record<string, unknown>,
  ): void {
    const record = { type: 'situation-report', id, kind, details, ...(facilityId !== null && { facilityId }) } as const;
    audit(tx, auditOf(command, context, record));
  }
}

const changeOf = ({ id, number, version }: ReportRow, state: ReportChange['state']): ReportChange => ({
  ...{ id, number, state },
  version: version + 1,
});

type Versioned = { reportId: string; version: number };

async function lock(
  tx: EntityManager,
  { reportId, version }: Versioned,
  { scope }: CommandContext,
): Promise<ReportRow> {
  const report = await readReport(tx, scope, reportId, true);
  if (!report) throw new Refusal('not-found');
  if (report.version !== version) throw new Refusal('report-changed', { version: report.version });
  return report;
}

async function lockDraft(tx: EntityManager, body: Versioned, context: CommandContext): Promise<ReportRow> {
  const report = await lock(tx, body, context);
  if (report.state !== 'draft') throw new Refusal('state-conflict', { state: report.state });
  return report;
}

/** @throws Refusal('report-tlp-too-open') */
function checkMarking(own: Tlp | null, tlp: Tlp): void {
  if (own !== null && tlpRank(tlp) < tlpRank(own)) throw new Refusal('report-tlp-too-open', { tlp: own });
}

/** Its texts are taken over: into a report of the same, for the same readers, and no less strict. @throws Refusal('not-found') */
function checkReplaced(
  before: ReportRow | undefined,
  next: Pick<ReportRow, 'subject' | 'incidentId' | 'regionalId' | 'kind' | 'forFacility' | 'tlp'> & {
    territory: string | null;
  },
): void {
  if (before?.state !== 'issued') throw new Refusal('not-found');
  const same = ['subject', 'incidentId', 'regionalId', 'kind', 'forFacility'] as const;
  const isSame = same.every((field) => before[field] === next[field]);
  if (!isSame || (next.territory !== null && before.territory !== next.territory))
    throw new Refusal('invalid-request', { places: [{ path: 'supersedes', code: 'subject-mismatch' }] });
  checkReplacedMarking(before, next.tlp);
}

/** @throws Refusal('report-tlp-below-replaced') */
function checkReplacedMarking(before: ReportRow | undefined, tlp: Tlp): void {
  if (before && tlpRank(tlp) < tlpRank(before.tlp)) throw new Refusal('report-tlp-below-replaced', { tlp: before.tlp });
}

/** Of two that would replace the same report one does. What was withdrawn meanwhile stays so. @throws Refusal('report-replaced') */
async function supersede(
  tx: EntityManager,
  reportId: string,
  { by, now }: { by: string; now: string },
  { scope }: CommandContext,
): Promise<void> {
  const before = await readReport(tx, scope, reportId, true);
  if (before && before.supersededBy !== null) throw new Refusal('report-replaced', { number: before.number });
  await execute(
    tx,
    `UPDATE situation_report SET state = CASE state WHEN 'issued' THEN 'superseded' ELSE state END, superseded_by = $2,
       changed_at = $3, version = version + 1 WHERE id = $1`,
    [reportId, by, now],
  );
}

interface About {
  subject: ReportRow['subject'];
  incidentId: string | null;
  regionalId: string | null;
  territory: string | null;
  kind: Kind;
}

/** What it is about, as it is now. @throws Refusal('not-found') */
async function subjectOf(
  tx: EntityManager,
  { subject, incidentId, regionalId, territory, kind }: About,
): Promise<Subject> {
  if (subject === 'region')
    return { about: territory ?? '', territory: territory ?? '', kind, tlp: null, facilityId: null };
  const [table, facility, id] =
    subject === 'incident' ? ['incident', 'facility_id', incidentId] : ['regional_incident', 'NULL::uuid', regionalId];
  const found = await maybeOne<Subject>(
    tx,
    `SELECT reference AS about, territory, kind, tlp, ${facility} AS "facilityId" FROM ${table} WHERE id = $1`,
    [id],
  );
  if (!found) throw new Refusal('not-found');
  return found;
}

async function latestTemplate(
  tx: EntityManager,
  code: string,
): Promise<{ version: number; definition: ReportTemplateDefinition }> {
  const found = await maybeOne<{ version: number; definition: ReportTemplateDefinition }>(
    tx,
    'SELECT version, definition FROM report_template WHERE code = $1 ORDER BY version DESC LIMIT 1',
    [code],
  );
  if (!found) throw new Refusal('not-found');
  return found;
}
