import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, Refusal, type ReportTemplateVersion } from '#libs/contracts';
import { Database, type DatabaseScope, audit, execute, isUniqueViolation, one, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { auditOf, requestOf } from '../acting.js';

const SAVE = 'incident.report-template.save';
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
  async save(body: Save, context: CommandContext): Promise<Saved> {
    const { code, base, definition, reason } = body;
    try {
      return await this.database.idempotentTransaction(context.scope, requestOf(SAVE, body, context), async (tx) => {
        const { latest } = await one<{ latest: number }>(
          tx,
          'SELECT coalesce(max(version), 0)::int AS latest FROM report_template WHERE code = $1',
          [code],
        );
        if (latest !== base) throw new Refusal('report-template-changed', { version: latest });
        const version = base + 1;
        await execute(
          tx,
          `INSERT INTO report_template (code, version, definition, reason, saved_by, saved_at) VALUES ($1, $2, $3, $4, $5, $6)`,
          [code, version, JSON.stringify(definition), reason, context.actor.id, this.clock.now()],
        );
        const details = { version, sections: definition.sections.length };
        audit(tx, auditOf(SAVE, context, { type: 'report-template', id: code, kind: 'real', details }));
        return { code, version };
      });
    } catch (error) {
      if (!isUniqueViolation(error, 'report_template_pkey')) throw error;
      throw new Refusal('report-template-changed', { version: base + 1 });
    }
  }
}
