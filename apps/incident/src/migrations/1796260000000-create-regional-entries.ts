import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = 'incident.regional_entry';

/** The journal of a regional incident: the agency's alone, as the regional incident is. */
export class CreateRegionalEntries1796260000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ${TABLE} (
        id uuid NOT NULL UNIQUE,
        regional_id uuid NOT NULL REFERENCES incident.regional_incident (id),
        seq int NOT NULL CHECK (seq > 0),
        type text NOT NULL
          CHECK (type IN ('opened', 'linked', 'unlinked', 'taken-apart', 'closed', 'reopened', 'note', 'decision')),
        author_id uuid NOT NULL,
        text text,
        incidents text[] NOT NULL DEFAULT '{}',
        at timestamptz NOT NULL,
        PRIMARY KEY (regional_id, seq),
        CHECK ((text IS NULL) = (type IN ('opened', 'linked', 'unlinked')))
      )`);
    await forceRowSecurity(runner, TABLE);
    for (const scope of ['agency', 'system'] as const) await addPolicy(runner, TABLE, scope, 'true');
    await grantTable(runner, TABLE, { agency: 'select,insert', system: 'select' });
    await tellWhatWas(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${TABLE}`);
  }
}

/**
 * What the journals of its incidents say of each regional incident: one command wrote all its entries at one instant, the first of them
 * opened it, and a reason was asked for where all were taken apart. There were never more commands than versions.
 */
async function tellWhatWas(runner: QueryRunner): Promise<void> {
  await runner.query(`
    INSERT INTO ${TABLE} (id, regional_id, seq, type, author_id, text, incidents, at)
    SELECT gen_random_uuid(), regional_id, seq,
      CASE WHEN seq = 1 THEN 'opened' WHEN text IS NOT NULL THEN 'taken-apart' ELSE type END, author_id, text, incidents, at
    FROM (
      SELECT r.id AS regional_id, row_number() OVER (PARTITION BY r.id ORDER BY e.at, e.type) AS seq, e.type,
        e.agency_author_id AS author_id, e.text, array_agg(i.reference ORDER BY i.reference) AS incidents, e.at
      FROM incident.journal_entry e
      JOIN incident.regional_incident r ON r.id = (e.details->>'regionalId')::uuid
      JOIN incident.incident i ON i.id = e.incident_id
      WHERE e.type IN ('linked', 'unlinked')
      GROUP BY r.id, e.type, e.agency_author_id, e.text, e.at
    ) AS told`);
}
