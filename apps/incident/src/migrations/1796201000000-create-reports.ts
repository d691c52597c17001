import { ReportTemplateDefinition } from '#libs/contracts';
import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { firstTemplates } from '../reports/templates.js';

const TEMPLATE = 'incident.report_template';
const REPORT = 'incident.situation_report';
const OWN = `facility_id = ANY(nullif(current_setting('vigie.facilities', true), '')::uuid[])`;

/** Since when the templates to begin with are there. */
const EVER = '2000-01-01T00:00:00.000Z';
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Situation reports and after-action reports, and the templates that they are drawn by. */
export class CreateReports1796201000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTemplates(runner);
    await createReports(runner);
    await keepIssued(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${REPORT}`);
    await runner.query('DROP FUNCTION incident.keep_issued_report');
    await runner.query(`DROP TABLE ${TEMPLATE}`);
    await runner.query('DROP SEQUENCE incident.situation_report_number');
  }
}

async function createTemplates(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${TEMPLATE} (
      code text NOT NULL,
      version int NOT NULL,
      definition jsonb NOT NULL,
      reason text,
      saved_by uuid NOT NULL,
      saved_at timestamptz NOT NULL,
      PRIMARY KEY (code, version)
    )`);
  await forceRowSecurity(runner, TEMPLATE);
  await addPolicy(runner, TEMPLATE, 'agency', 'true');
  await grantTable(runner, TEMPLATE, { agency: 'select,insert' });
  for (const [code, definition] of Object.entries(firstTemplates)) {
    await runner.query(
      `INSERT INTO ${TEMPLATE} (code, version, definition, saved_by, saved_at) VALUES ($1, 1, $2, $3, $4)`,
      [code, JSON.stringify(ReportTemplateDefinition.parse(definition)), NOBODY, EVER],
    );
  }
}

async function createReports(runner: QueryRunner): Promise<void> {
  await runner.query('CREATE SEQUENCE incident.situation_report_number');
  await runner.query('GRANT USAGE ON SEQUENCE incident.situation_report_number TO vigie_incident_agency');
  await runner.query(`
    CREATE TABLE ${REPORT} (
      id uuid PRIMARY KEY,
      number text NOT NULL UNIQUE,
      template text NOT NULL,
      template_version int NOT NULL,
      name text NOT NULL,
      subject text NOT NULL CHECK (subject IN ('incident', 'regional', 'region')),
      incident_id uuid REFERENCES incident.incident (id),
      regional_id uuid REFERENCES incident.regional_incident (id),
      facility_id uuid,
      about text NOT NULL,
      territory text NOT NULL,
      kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
      locale text NOT NULL,
      tlp text NOT NULL,
      as_of timestamptz NOT NULL,
      for_facility boolean NOT NULL,
      state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'issued', 'superseded', 'withdrawn')),
      version int NOT NULL DEFAULT 1,
      texts jsonb NOT NULL,
      actions jsonb NOT NULL,
      content jsonb,
      author_id uuid NOT NULL,
      created_at timestamptz NOT NULL,
      changed_at timestamptz NOT NULL,
      issued_by uuid,
      issued_at timestamptz,
      reason text,
      supersedes uuid REFERENCES ${REPORT} (id),
      superseded_by uuid REFERENCES ${REPORT} (id),
      FOREIGN KEY (template, template_version) REFERENCES ${TEMPLATE} (code, version),
      CHECK ((subject = 'incident') = (incident_id IS NOT NULL)),
      CHECK ((subject = 'regional') = (regional_id IS NOT NULL)),
      CHECK (NOT for_facility OR facility_id IS NOT NULL),
      CHECK ((content IS NULL) = (issued_at IS NULL)),
      CHECK (state <> 'issued' OR issued_at IS NOT NULL)
    )`);
  await runner.query(`CREATE INDEX situation_report_by_age ON ${REPORT} (created_at DESC, id DESC)`);
  await runner.query(
    `CREATE INDEX situation_report_by_incident ON ${REPORT} (incident_id) WHERE incident_id IS NOT NULL`,
  );
  await runner.query(
    `CREATE INDEX situation_report_by_regional ON ${REPORT} (regional_id) WHERE regional_id IS NOT NULL`,
  );
  await forceRowSecurity(runner, REPORT);
  // A facility reads what was written for it, once it is issued, and not who wrote it.
  await addPolicy(runner, REPORT, 'facility', `${OWN} AND for_facility AND issued_at IS NOT NULL`);
  await addPolicy(runner, REPORT, 'agency', 'true');
  await grantTable(runner, REPORT, { agency: 'select,insert' });
  await runner.query(`
    GRANT UPDATE (tlp, as_of, state, version, texts, actions, content, changed_at, issued_by, issued_at, reason, superseded_by)
    ON ${REPORT} TO vigie_incident_agency`);
  const told = `id, number, template, template_version, name, subject, incident_id, facility_id, about, territory, kind, locale, tlp,
    as_of, for_facility, state, version, texts, actions, content, created_at, changed_at, issued_at, reason, supersedes, superseded_by`;
  await runner.query(`GRANT SELECT (${told}) ON ${REPORT} TO vigie_incident_facility`);
}

/** What was issued stays as it was, whatever a later release does: only its state goes on. */
async function keepIssued(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION incident.keep_issued_report() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF (OLD.content, OLD.texts, OLD.actions, OLD.tlp, OLD.as_of, OLD.issued_at, OLD.issued_by)
        IS DISTINCT FROM (NEW.content, NEW.texts, NEW.actions, NEW.tlp, NEW.as_of, NEW.issued_at, NEW.issued_by) THEN
        RAISE EXCEPTION 'An issued report does not change';
      END IF;
      RETURN NEW;
    END $$`);
  await runner.query(`
    CREATE TRIGGER keep_issued BEFORE UPDATE ON ${REPORT} FOR EACH ROW WHEN (OLD.issued_at IS NOT NULL)
    EXECUTE FUNCTION incident.keep_issued_report()`);
}
