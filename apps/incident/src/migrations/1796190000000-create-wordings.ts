import { addPolicy, ensureExtension, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const WORDING = 'incident.wording';
const NAME = 'incident.supplier_name';

/** Accents are taken off by what every PostgreSQL has: no extension decides whether a word is found. */
const ACCENTED = 'àâäáãåçéèêëíìîïñóòôöõúùûüýÿÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜÝŸ';
const BARE = 'aaaaaaceeeeiiiinooooouuuuyyAAAAAACEEEEIIIINOOOOOUUUUYY';

/**
 * The words of the answers to each declaration. A trigger writes them, in the transaction of the answers themselves, whichever statement
 * wrote those.
 */
export class CreateWordings1796190000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createWords(runner);
    await createDocuments(runner);
    await createNames(runner);
    await protect(runner);
    await createTriggers(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER keep_answers ON incident.incident');
    await runner.query('DROP TRIGGER keep_answers_anew ON incident.incident');
    await runner.query('DROP FUNCTION incident.keep_answers, incident.answers_document');
    await runner.query('DROP FUNCTION incident.near_suppliers, incident.alike');
    await runner.query(`DROP TABLE ${WORDING}, ${NAME}`);
    await runner.query('DROP FUNCTION incident.words_of, incident.asked, incident.folded');
    await runner.query('DROP TEXT SEARCH CONFIGURATION incident.french');
  }
}

/** `asked` reads a question as people type it ("mot", "deux mots", "pas -cela"); both sides are folded and stemmed alike. */
async function createWords(runner: QueryRunner): Promise<void> {
  await runner.query('CREATE TEXT SEARCH CONFIGURATION incident.french (COPY = pg_catalog.french)');
  await runner.query(`
    CREATE FUNCTION incident.folded(written text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
      SELECT translate(replace(replace(normalize(written, NFC), 'œ', 'oe'), 'æ', 'ae'), '${ACCENTED}', '${BARE}')
    $$`);
  await runner.query(`
    CREATE FUNCTION incident.words_of(written text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT to_tsvector('incident.french', incident.folded(left(coalesce(written, ''), 200000)))
    $$`);
  await runner.query(`
    CREATE FUNCTION incident.asked(question text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
      SELECT websearch_to_tsquery('incident.french', incident.folded(question))
    $$`);
}

async function createDocuments(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${WORDING} (
      incident_id uuid PRIMARY KEY,
      kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
      at timestamptz NOT NULL,
      supplier_key text,
      document tsvector NOT NULL
    )`);
  await runner.query(`CREATE INDEX wording_by_word ON ${WORDING} USING gin (document)`);
  await runner.query(`
    CREATE INDEX wording_by_time ON ${WORDING} (kind, at)`);
  await runner.query(`
    CREATE INDEX wording_by_supplier ON ${WORDING} (kind, supplier_key, at)
    WHERE supplier_key IS NOT NULL`);
}

/** Every name once, so that a misspelt one is looked for among hundreds of names and not among a million incidents. */
async function createNames(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE ${NAME} (key text PRIMARY KEY)`);
  const trigrams = await ensureExtension(runner, 'pg_trgm', 'incident');
  if (trigrams === null) return createPlainLikeness(runner);
  await runner.query(`CREATE INDEX supplier_name_by_trigram ON ${NAME} USING gin (key ${trigrams}.gin_trgm_ops)`);
  await runner.query(`
    CREATE FUNCTION incident.near_suppliers(name text) RETURNS TABLE (key text, likeness real) LANGUAGE sql STABLE STRICT AS $$
      SELECT n.key, ${trigrams}.similarity(n.key, name) FROM ${NAME} n
      WHERE n.key OPERATOR(${trigrams}.%) name AND n.key <> name
        AND ${trigrams}.similarity(n.key, name) >= 0.5 ORDER BY 2 DESC, 1 LIMIT 5
    $$`);
  await runner.query(`
    CREATE FUNCTION incident.alike(one text, other text) RETURNS real LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
      SELECT ${trigrams}.similarity(incident.folded(one), incident.folded(other))
    $$`);
}

/** Where the server cannot have trigrams: names are compared whole, and texts by the words that they share. */
async function createPlainLikeness(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION incident.near_suppliers(name text) RETURNS TABLE (key text, likeness real) LANGUAGE sql STABLE STRICT AS $$
      SELECT ''::text, 0::real WHERE false
    $$`);
  await runner.query(`
    CREATE FUNCTION incident.alike(one text, other text) RETURNS real LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
      SELECT coalesce((count(*) FILTER (WHERE times = 2))::real / nullif(count(*), 0), 0) FROM (
        SELECT word, count(*) AS times FROM (
          SELECT unnest(tsvector_to_array(incident.words_of(one))) AS word
          UNION ALL SELECT unnest(tsvector_to_array(incident.words_of(other)))
        ) AS words GROUP BY word
      ) AS counted
    $$`);
}

async function protect(runner: QueryRunner): Promise<void> {
  await forceRowSecurity(runner, WORDING);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, WORDING, scope, 'true');
  // Nobody writes but the triggers.
  await grantTable(runner, WORDING, { agency: 'select', system: 'select' });
  await forceRowSecurity(runner, NAME);
  await addPolicy(runner, NAME, 'agency', 'true');
  await grantTable(runner, NAME, { agency: 'select' });
}

/** The contact, and how the data protection officer is reached, are no words of an incident. */
async function createTriggers(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION incident.answers_document(supplier text, what text, report jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
      SELECT setweight(incident.words_of(supplier), 'A') || setweight(incident.words_of(what), 'B') || setweight(incident.words_of(
        concat_ws(E'\\n', report->>'consequences', report->>'measures', report->>'rootCause', report->>'indicators')), 'C')
    $$`);
  const definer = 'RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp';
  await runner.query(`
    CREATE FUNCTION incident.keep_answers() ${definer} AS $$
    BEGIN
      IF NEW.supplier_key IS NOT NULL THEN
        INSERT INTO ${NAME} (key) VALUES (NEW.supplier_key) ON CONFLICT DO NOTHING;
      END IF;
      INSERT INTO ${WORDING} (incident_id, kind, at, supplier_key, document)
      VALUES (NEW.id, NEW.kind, NEW.recorded_at, NEW.supplier_key,
        incident.answers_document(NEW.supplier, NEW.what, NEW.report))
      ON CONFLICT (incident_id) DO UPDATE SET document = EXCLUDED.document, supplier_key = EXCLUDED.supplier_key;
      RETURN NULL;
    END $$`);
  await runner.query('REVOKE ALL ON FUNCTION incident.keep_answers FROM PUBLIC');
  await runner.query(`
    CREATE TRIGGER keep_answers AFTER INSERT ON incident.incident FOR EACH ROW EXECUTE FUNCTION incident.keep_answers()`);
  await runner.query(`
    CREATE TRIGGER keep_answers_anew AFTER UPDATE OF what, supplier, report ON incident.incident
    FOR EACH ROW EXECUTE FUNCTION incident.keep_answers()`);
}
