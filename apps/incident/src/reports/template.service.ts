import { Inject, Injectable } from '@nestjs/common';
import type { CommandBody, CommandResult, ReportTemplateVersion } from '#libs/contracts';
import { Database, type DatabaseScope, audit, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { auditOf, requestOf } from '../acting.js';
import { addVersion } from '../versions.js';

const SAVE = 'incident.report-template.save';
const VERSIONED = { table: 'report_template', changed: 'report-template-changed' } as const;
type Save = CommandBody<typeof SAVE>;
type Saved = CommandResult<typeof SAVE>;

/** The templates as configuration: versions are added, and never changed. */
@Injectable()
export class ReportTemplateService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async list(scope: DatabaseScope): Promise<{ items: ReportTemplateVersion[] }> {
    const found = await this.database.transaction(scope, (tx) =>
      rows<Omit<ReportTemplateVersion, 'savedAt'> & { savedAt: Date }>(
        tx,
        `SELECT code, version, definition, reason, saved_by AS "savedBy", saved_at AS "savedAt"
         FROM report_template ORDER BY code, version`,
      ),
    );
    return { items: found.map(({ savedAt, ...row }) => ({ ...row, savedAt: savedAt.toISOString() })) };
  }

  /** @throws Refusal('report-template-changed') unless it was written from the latest version */
  save(body: Save, context: CommandContext): Promise<Saved> {
    return this.database.idempotentTransaction(context.scope, requestOf(SAVE, body, context), async (tx) => {
      const by = { savedBy: context.actor.id, savedAt: this.clock.now() };
      const version = await addVersion(tx, VERSIONED, { ...body, ...by });
      const { code, definition } = body;
      const details = { version, sections: definition.sections.length };
      audit(tx, auditOf(SAVE, context, { type: 'report-template', id: code, kind: 'real', details }));
      return { code, version };
    });
  }
}
