import { createHash } from 'node:crypto';
import type pg from 'pg';
import { newId } from '#libs/platform';
import type { Platform } from '#libs/testing';
import { asAdmin } from './admin.js';
import { seedFacilities } from './facilities.js';
import type { Figure } from './figure.js';

const FACILITIES = 3_000;
/** Incidents of a region's history. */
const SIZES = [10_000, 100_000, 1_000_000];

/** All sizes, or those for which there is time. */
export const sizes = (): number[] =>
  SIZES.filter((size) => size <= Number(process.env['VIGIE_BENCH_UP_TO'] ?? Infinity));

/** Sets its stage, and gives what measures it once the history has that many incidents. */
export type GrownBench = (
  platform: Platform,
  facilityIds: readonly string[],
) => Promise<(incidents: number) => Promise<Figure[]>>;

/** Measures figures that must not grow with the years, all of them on one history as it grows. */
export async function alongHistory(
  platform: Platform,
  benches: readonly GrownBench[],
  report: (figures: readonly Figure[]) => void,
): Promise<void> {
  const facilityIds = Array.from({ length: FACILITIES }, () => newId());
  await seedFacilities(platform.adminUrl, facilityIds);
  const measures = [];
  for (const bench of benches) measures.push(await bench(platform, facilityIds));
  for (const incidents of sizes()) {
    await fillHistory(platform.adminUrl, incidents, facilityIds);
    for (const measure of measures) report(await measure(incidents));
  }
}

const ENTRIES_EACH = 20;
/** Incidents in one statement: one of a million would hold its temporary rows twice. */
const AT_ONCE = 50_000;

/**
 * Fills the history up to `incidents`, each with its journal of 20 entries. All but one in two thousand are closed, as they
 * are in a region that works. Each text is made of 30 words of which few are frequent and most are rare, as in any language.
 */
async function fillHistory(adminUrl: string, incidents: number, facilityIds: readonly string[]): Promise<void> {
  await asAdmin(adminUrl, async (client) => {
    const { rows } = await client.query<{ there: number }>('SELECT count(*)::int AS there FROM incident.incident');
    await inBulk(client, async () => {
      for (let from = rows[0]!.there; from < incidents; from += AT_ONCE) {
        const to = Math.min(from + AT_ONCE, incidents);
        await client.query(INCIDENTS, [facilityIds, from + 1, to, FREQUENT]);
        await client.query(ENTRIES, [from + 1, to, ENTRIES_EACH]);
        await client.query(WORDS, [from + 1, to]);
      }
    });
    for (const table of TABLES) await client.query(`VACUUM (ANALYZE) ${table}`);
  });
}

const TABLES = ['incident.incident', 'incident.journal_entry', 'incident.search_text'];

/** What rows written one by one would cost is not what is measured here: no trigger, no look at what a row refers to, and indexes built at once. */
async function inBulk(client: pg.Client, fill: () => Promise<void>): Promise<void> {
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
     WHERE indrelid = ANY ($1::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
    [TABLES],
  );
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  await client.query(`SET session_replication_role = replica; SET maintenance_work_mem = '512MB'`);
  await fill();
  await client.query('RESET session_replication_role');
  for (const { definition } of indexes) await client.query(definition);
}

/** The n-th (1 to 20,000) of the rarer words, the first the least rare: names of machines, products, people's own. */
export const rareWord = (n: number): string =>
  createHash('md5')
    .update(`mot ${n}`)
    .digest('hex')
    .slice(0, 8)
    .replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!);

/** Frequent words of declarations. */
const FREQUENT =
  `le la des un une est sont plus pas dans sur pour avec serveur poste messagerie réseau accès dossier patient fichiers chiffrés
  rançongiciel hameçonnage compte compromis téléphone imagerie laboratoire pharmacie urgences bloc dialyse panne fournisseur logiciel mise jour
  sauvegarde restauration antivirus alerte pare-feu vpn imprimante écran message demande rançon service informatique coupé isolé depuis matin
  nuit soignants papier procédure dégradée automate résultats prescription admission planning garde cadre direction`.split(
    /\s+/,
  );

/** A word drawn from the array of frequent ones, or a rarer one. */
const A_WORD = `CASE WHEN random() < 0.7 THEN ($4::text[])[1 + floor(cardinality($4::text[]) * power(random(), 2))::int]
    ELSE translate(left(md5('mot ' || (1 + floor(20000 * power(random(), 2)))::int), 8), '0123456789', 'ghijklmnop') END`;

/** Spread evenly over ten years up to now, however many there are: multiples of the golden section, without their whole part. */
const INSTANT = `now() - interval '10 years' * (n * 0.6180339887498949::float8 - floor(n * 0.6180339887498949::float8))`;
/** The same for a number whenever it is asked, so that a journal finds its incident. */
const INCIDENT_ID = `('01800000-' || substr(md5('incident ' || n), 1, 4) || '-7' || substr(md5('incident ' || n), 5, 3) || '-8'
  || substr(md5('incident ' || n), 8, 3) || '-' || lpad(to_hex(n), 12, '0'))::uuid`;

const INCIDENTS = `
  INSERT INTO incident.incident (id, reference, facility_id, territory, kind, state, version, journal_seq, what, aware_at, recorded_at,
    changed_at, suspected_malicious, degraded_mode, care_services, patient_danger, data_touched, data_classes, supplier, supplier_key,
    help_wanted, contact_name, declared_by, declaration_hash, rsit_class, rsit_type, severity, score, malicious)
  SELECT ${INCIDENT_ID}, 'H-' || n, ($1::uuid[])[1 + (n::bigint * 7919) % cardinality($1::uuid[])],
    (ARRAY['972', '971', '973', '972'])[1 + n % 4], CASE WHEN n % 25 = 0 THEN 'exercise' ELSE 'real' END,
    CASE WHEN n % 2000 = 7 THEN 'qualified' WHEN n % 2000 = 8 THEN 'declared' ELSE 'closed' END, 6, 20,
    (SELECT string_agg(${A_WORD}, ' ') FROM generate_series(1, 30 + n * 0)),
    at - interval '2 hours', at, at + interval '3 days', 'yes', CASE WHEN n % 3 = 0 THEN 'yes' ELSE 'no' END,
    CASE WHEN n % 3 = 0 THEN ARRAY['emergency', 'laboratory'] ELSE '{}' END, 'none', 'unknown', '{}', supplier, lower(supplier), '{}',
    'Garde', gen_random_uuid(), '\\x00', 'fraud', 'phishing', (ARRAY['low', 'low', 'medium', 'medium', 'high', 'critical'])[1 + n % 6],
    n % 101, 'yes'
  FROM generate_series($2::int, $3::int) AS n, LATERAL (SELECT ${INSTANT} AS at,
    CASE WHEN n % 4 = 0 THEN 'Éditeur ' || (n * 31) % 500 END AS supplier) AS drawn`;

const ENTRIES = `
  INSERT INTO incident.journal_entry (id, incident_id, seq, facility_id, type, visibility, agency_author_id, text, at)
  SELECT ('01810000-0000-7000-8' || lpad(to_hex(seq), 3, '0') || '-' || lpad(to_hex(given.n), 12, '0'))::uuid, i.id, seq, i.facility_id, 'note', CASE WHEN seq % 3 = 0 THEN 'agency' ELSE 'shared' END, i.declared_by,
    'Point ' || seq || ' : ' || substr(i.what, 1 + 5 * seq, 50), i.recorded_at + seq * interval '1 hour'
  FROM (SELECT n, ${INCIDENT_ID} AS id FROM generate_series($1::int, $2::int) AS n) AS given
    JOIN incident.incident AS i USING (id), generate_series(1, $3::int) AS seq`;

/** As the triggers write them, from all entries at once. */
const WORDS = `
  INSERT INTO incident.search_text (incident_id, reader, part, facility_id, document)
  SELECT i.id, reader, 0, i.facility_id, incident.standing_of_incident(i) || incident.text_of_incident(i) || incident.words_of(said.text)
  FROM (SELECT ${INCIDENT_ID} AS id FROM generate_series($1::int, $2::int) AS n) AS given JOIN incident.incident AS i USING (id),
    unnest(ARRAY['agency', 'facility']) AS reader,
    LATERAL (SELECT string_agg(e.text, ' ') AS text FROM incident.journal_entry AS e
      WHERE e.incident_id = i.id AND (reader = 'agency' OR e.visibility = 'shared')) AS said`;
