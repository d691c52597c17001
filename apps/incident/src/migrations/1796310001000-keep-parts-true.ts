import type { MigrationInterface, QueryRunner } from 'typeorm';

const TEXT = 'incident.search_text';
const DEFINER = 'LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp';

/**
 * Every row of an incident's words has its answers and its score as they are now, not the first row alone: a word of the answers and one of
 * the two hundredth entry are found together, and by the score of today.
 */
export class KeepPartsTrue1796310001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(writeText('incident.text_of_incident(i)'));
    // A score alone changes one word; the rest of a row is not made again for it.
    await runner.query(`
      CREATE FUNCTION incident.keep_answers_text_anew() RETURNS trigger ${DEFINER} AS $$
      BEGIN
        IF (NEW.what, NEW.supplier, NEW.report) IS DISTINCT FROM (OLD.what, OLD.supplier, OLD.report) THEN
          PERFORM incident.write_text(NEW, reader, part) FROM ${TEXT} WHERE incident_id = NEW.id;
        ELSIF NEW.score IS DISTINCT FROM OLD.score THEN
          UPDATE ${TEXT} SET document = ts_delete(document, 'score:' || coalesce(OLD.score, -1)) || incident.standing_of_incident(NEW)
          WHERE incident_id = NEW.id;
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query('REVOKE ALL ON FUNCTION incident.keep_answers_text_anew FROM PUBLIC');
    await replaceTrigger(runner, 'keep_answers_text_anew');
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceTrigger(runner, 'keep_answers_text');
    await runner.query('DROP FUNCTION incident.keep_answers_text_anew');
    await runner.query(writeText(`CASE WHEN number = 0 THEN incident.text_of_incident(i) ELSE '' END`));
  }
}

const writeText = (answers: string): string => `
  CREATE OR REPLACE FUNCTION incident.write_text(i incident.incident, side text, number int) RETURNS void ${DEFINER} AS $$
  DECLARE
    document tsvector := incident.standing_of_incident(i) || ${answers};
    words tsvector;
  BEGIN
    FOR words IN
      SELECT incident.text_of_entry(e.type, coalesce(edit.text, e.text)) FROM incident.journal_entry e
      LEFT JOIN LATERAL (SELECT later.text FROM incident.journal_entry later
        WHERE later.incident_id = i.id AND later.type = 'edited' AND later.details->>'entryId' = e.id::text
        ORDER BY later.seq DESC LIMIT 1) edit ON true
      WHERE e.incident_id = i.id AND e.seq >= number * 100 AND e.seq < (number + 1) * 100 AND e.text IS NOT NULL
        AND e.type <> 'edited' AND (side = 'agency' OR e.visibility = 'shared') ORDER BY e.seq
    LOOP
      document := incident.with_words(document, words);
    END LOOP;
    INSERT INTO ${TEXT} (incident_id, reader, part, facility_id, document) VALUES (i.id, side, number, i.facility_id, document)
    ON CONFLICT (incident_id, reader, part) DO UPDATE SET document = EXCLUDED.document;
  END $$`;

async function replaceTrigger(runner: QueryRunner, run: string): Promise<void> {
  await runner.query('DROP TRIGGER keep_answers_text_anew ON incident.incident');
  await runner.query(`
    CREATE TRIGGER keep_answers_text_anew AFTER UPDATE OF what, supplier, report, score ON incident.incident
    FOR EACH ROW EXECUTE FUNCTION incident.${run}()`);
}
