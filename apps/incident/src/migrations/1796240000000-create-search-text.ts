import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TEXT = 'incident.search_text';
const OWN = `facility_id = ANY(nullif(current_setting('vigie.facilities', true), '')::uuid[]) AND reader = 'facility'`;

/**
 * All words of an incident in one row for each side that reads it, so that words of its answers and of its journal are found together:
 * the agency's row holds everything, the facility's what it may read. A journal goes on in a new row every hundred entries, because a
 * row is written anew with each.
 */
export class CreateSearchText1796240000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ${TEXT} (
        incident_id uuid NOT NULL,
        reader text NOT NULL CHECK (reader IN ('agency', 'facility')),
        part int NOT NULL CHECK (part >= 0),
        facility_id uuid NOT NULL,
        document tsvector NOT NULL,
        PRIMARY KEY (incident_id, reader, part)
      )`);
    // Which words are frequent decides whether the newest incidents are read until enough have a word, or its list of incidents.
    await runner.query(`ALTER TABLE ${TEXT} ALTER COLUMN document SET STATISTICS 500`);
    await runner.query(`CREATE INDEX search_text_by_word ON ${TEXT} USING gin (document) WHERE reader = 'agency'`);
    await protect(runner);
    await createQuestion(runner);
    await createTriggers(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER keep_answers_text ON incident.incident');
    await runner.query('DROP TRIGGER keep_answers_text_anew ON incident.incident');
    await runner.query('DROP TRIGGER keep_entry_text ON incident.journal_entry');
    await runner.query(`
      DROP FUNCTION incident.keep_answers_text, incident.keep_entry_text, incident.write_text, incident.with_words,
        incident.text_of_incident, incident.standing_of_incident, incident.text_of_entry, incident.sought`);
    await runner.query(`DROP TABLE ${TEXT}`);
  }
}

async function protect(runner: QueryRunner): Promise<void> {
  await forceRowSecurity(runner, TEXT);
  await addPolicy(runner, TEXT, 'facility', OWN);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, TEXT, scope, 'true');
  // Nobody writes but the triggers.
  await grantTable(runner, TEXT, { facility: 'select', agency: 'select', system: 'select' });
}

/** The question as people type it: its last word may be begun only, and a reference or its number may stand for the whole. */
async function createQuestion(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION incident.sought(question text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
      SELECT CASE
        WHEN folded ~ '[-"|]' OR length(last) < 4 THEN incident.asked(folded)
        WHEN earlier = '' THEN incident.asked(folded) || to_tsquery('simple', quote_literal(last) || ':*')
        ELSE incident.asked(folded) || (incident.asked(earlier) && to_tsquery('simple', quote_literal(last) || ':*'))
      END || quote_literal('ref:' || folded)::tsquery
      FROM (SELECT lower(translate(incident.folded(trim(question)), E'\\\\''', '  ')) AS folded) AS typed,
        LATERAL (SELECT regexp_replace(folded, '^.*\\s', '') AS last, trim(regexp_replace(folded, '\\S+$', '')) AS earlier) AS words
    $$`);
}

async function createTriggers(runner: QueryRunner): Promise<void> {
  // Of a declaration that was joined, the last paragraph is whom to reach: no word of an incident.
  await runner.query(`
    CREATE FUNCTION incident.text_of_entry(type text, written text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT incident.words_of(CASE WHEN type = 'joined' THEN regexp_replace(written, E'\\n\\n[^\\n]*$', '') ELSE written END)
    $$`);
  await runner.query(`
    CREATE FUNCTION incident.text_of_incident(i incident.incident) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT array_to_tsvector(ARRAY['ref:' || lower(i.reference), 'ref:' || regexp_replace(i.reference, '^.*-', '')])
        || incident.answers_document(i.supplier, i.what, i.report)
    $$`);
  // The week and the score are words too: a search reads the newest or the gravest incidents first, and no more than it shows.
  await runner.query(`
    CREATE FUNCTION incident.standing_of_incident(i incident.incident) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
      SELECT array_to_tsvector(ARRAY['week:' || floor(extract(epoch FROM i.recorded_at) / 604800), 'score:' || coalesce(i.score, -1)])
    $$`);
  const definer = 'LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp';
  // PostgreSQL takes a megabyte of words in one row; what is written beyond half of it in a hundred entries is not found.
  await runner.query(`
    CREATE FUNCTION incident.with_words(document tsvector, more tsvector) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT CASE WHEN octet_length(tsvectorsend(document)) > 400000 THEN document ELSE document || more END
    $$`);
  await runner.query(`
    CREATE FUNCTION incident.write_text(i incident.incident, side text, number int) RETURNS void ${definer} AS $$
    DECLARE
      document tsvector := incident.standing_of_incident(i) || CASE WHEN number = 0 THEN incident.text_of_incident(i) ELSE '' END;
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
    END $$`);
  await runner.query(`
    CREATE FUNCTION incident.keep_answers_text() RETURNS trigger ${definer} AS $$
    BEGIN
      PERFORM incident.write_text(NEW, side, 0) FROM unnest(ARRAY['agency', 'facility']) side;
      RETURN NULL;
    END $$`);
  await runner.query(`
    CREATE FUNCTION incident.keep_entry_text() RETURNS trigger ${definer} AS $$
    BEGIN
      IF NEW.type = 'edited' THEN
        PERFORM incident.write_text(i, side, e.seq / 100) FROM incident.incident i
          JOIN incident.journal_entry e ON e.incident_id = i.id AND e.id = (NEW.details->>'entryId')::uuid,
          unnest(ARRAY['agency', 'facility']) side WHERE i.id = NEW.incident_id;
      ELSE
        UPDATE ${TEXT} SET document = incident.with_words(document, incident.text_of_entry(NEW.type, NEW.text))
        WHERE incident_id = NEW.incident_id AND part = NEW.seq / 100 AND (reader = 'agency' OR NEW.visibility = 'shared');
        IF NOT FOUND THEN
          PERFORM incident.write_text(i, side, NEW.seq / 100) FROM incident.incident i, unnest(ARRAY['agency', 'facility']) side
          WHERE i.id = NEW.incident_id;
        END IF;
      END IF;
      RETURN NULL;
    END $$`);
  await runner.query(`
    REVOKE ALL ON FUNCTION incident.write_text, incident.keep_answers_text, incident.keep_entry_text FROM PUBLIC`);
  await runner.query(`
    CREATE TRIGGER keep_answers_text AFTER INSERT ON incident.incident
    FOR EACH ROW EXECUTE FUNCTION incident.keep_answers_text()`);
  await runner.query(`
    CREATE TRIGGER keep_answers_text_anew AFTER UPDATE OF what, supplier, report, score ON incident.incident
    FOR EACH ROW EXECUTE FUNCTION incident.keep_answers_text()`);
  await runner.query(`
    CREATE TRIGGER keep_entry_text AFTER INSERT ON incident.journal_entry
    FOR EACH ROW WHEN (NEW.text IS NOT NULL) EXECUTE FUNCTION incident.keep_entry_text()`);
}
