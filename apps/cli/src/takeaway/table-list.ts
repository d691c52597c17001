/**
 * What becomes of each table when an organisation takes its data away. One line for each table of the database; a test reads the
 * catalogue of a migrated database and fails where one has no line. A line is one of four:
 *
 * - `facility(table, why)`: rows of facilities. In a facility's archive are the rows and columns that the database shows to that
 *   facility's own scope (policies and grants by column); the agency's archive has all of them.
 * - `agency(table, why)`: the agency's alone; in the agency's archive only.
 * - `reference(table, why)`: what is needed to read the others; in both.
 * - `leftOut(table, why)`: in neither. A name that ends in `*` stands for every table that begins so.
 *
 * Columns are not listed: an archive has all of a table. What a line may add (third argument):
 *
 * - `secret`: columns that never leave, each with the SQL that stands for it on import.
 * - `withheld`: what stands on import for a column that a facility is not shown. A column without a line becomes NULL or its default.
 *   Also for a column that is shown but points at what is not (then its value is given up).
 * - `binary`: bytes that become files, appended in the order of the rows to one file per value of `name` (a uuid).
 * - `given`: migrations fill the table, and an import replaces what they put there.
 * - `only`: the SQL that says which rows are taken at all; `t` is the table.
 *
 * In that SQL `r` is the row of the archive; tables that stand above in this list are already filled.
 */
interface Binary {
  column: string;
  /** Below `files/`. */
  folder: string;
  /** The column of type uuid that names the file. */
  name: string;
}

interface More {
  secret?: Readonly<Record<string, string>>;
  withheld?: Readonly<Record<string, string>>;
  binary?: Binary;
  given?: boolean;
  only?: string;
}

export interface KeptTable extends More {
  table: string;
  of: 'facility' | 'agency' | 'reference';
  why: string;
}

interface LeftOutTable {
  table: string;
  of: 'nobody';
  why: string;
}

const facility = (table: string, why: string, more: More = {}): KeptTable => ({ table, of: 'facility', why, ...more });
const agency = (table: string, why: string, more: More = {}): KeptTable => ({ table, of: 'agency', why, ...more });
const reference = (table: string, why: string, more: More = {}): KeptTable => ({
  table,
  of: 'reference',
  why,
  ...more,
});
const leftOut = (table: string, why: string): LeftOutTable => ({ table, of: 'nobody', why });

/** Stands for a person of the agency whose name a facility is not told, as it does for a declaration that the agency recorded. */
const SOMEBODY = `'00000000-0000-0000-0000-000000000000'::uuid`;
/** For the pairs of author columns of which exactly one is filled. */
const IF_AGENCY = `CASE WHEN r.author_side = 'agency' THEN ${SOMEBODY} END`;
/** Stands for the key of a file until the file is sealed anew. */
const NO_KEY_YET = `CASE WHEN r.state <> 'destroyed' THEN '' END`;
/** For rows whose `side` says which of the two it was. */
const IF_AGENCY_SIDE = `CASE WHEN r.side = 'agency' THEN ${SOMEBODY} END`;
const DEAD_SECRET = `sha256(convert_to(gen_random_uuid()::text, 'UTF8'))`;

const KEYS = 'answers kept so that a repeated request is done once; worthless after a day';
const PARTS = 'pieces of files that are being sent; what they became is in the archive';

export const TABLE_LIST: readonly (KeptTable | LeftOutTable)[] = [
  // directory
  reference('directory.territory', 'territories and their time zones'),
  reference('directory.commune', 'communes, where facilities lie'),
  reference('directory.legal_entity', 'who runs the facilities'),
  facility('directory.facility', 'facilities'),
  facility('directory.facility_profile', 'which laws apply to a facility'),
  facility('directory.person', 'people, without anything to sign in with'),
  facility('directory.membership', 'who works where, in which role, until when'),
  facility('directory.contact_point', 'whom to call and write to'),
  facility('directory.machine_key', 'keys of tools: name, scopes and dates', { secret: { secret_hash: DEAD_SECRET } }),
  agency('directory.agency_role', 'roles of the people of the agency'),
  agency('directory.audit', 'who did what in the directory'),
  leftOut('directory.credential', 'hashes of passwords are secret: passwords are set anew'),
  leftOut('directory.device', 'factors of sign-in are secret: devices are enrolled anew'),
  leftOut('directory.idempotency', KEYS),

  // incident
  agency('incident.regional_incident', 'regional incidents'),
  agency('incident.regional_entry', 'the journals of regional incidents'),
  facility('incident.incident', 'incidents as they stand', {
    withheld: { assignee_id: `CASE WHEN r.assigned THEN ${SOMEBODY} END` },
  }),
  facility('incident.declaration_version', 'each version of what was declared', {
    withheld: { agency_author_id: IF_AGENCY },
  }),
  facility('incident.journal_entry', 'the journals', { withheld: { agency_author_id: IF_AGENCY } }),
  facility('incident.room_reader', 'how far each person has read a journal', {
    withheld: { agency_person_id: `CASE WHEN r.side = 'agency' THEN gen_random_uuid() END` },
  }),
  facility('incident.assessment', 'severity, and what it was judged on', {
    withheld: { assessed_by: SOMEBODY, reason: `CASE WHEN r.severity <> r.computed THEN '-' END` },
  }),
  reference('incident.clock_regime', 'the legal deadlines, in all their versions', { given: true }),
  facility('incident.clock_sheet', 'with what the deadlines of an incident were worked out', {
    withheld: {
      id: 'gen_random_uuid()',
      territory: '(SELECT i.territory FROM incident.incident i WHERE i.id = r.incident_id)',
      next_at: '(SELECT i.changed_at FROM incident.incident i WHERE i.id = r.incident_id)',
    },
  }),
  facility('incident.clock', 'legal deadlines of each incident'),
  facility('incident.clock_ring', 'reminders that were given'),
  facility('incident.authority_notice', 'what authorities were told', { withheld: { agency_author_id: IF_AGENCY } }),
  facility('incident.report_request', 'reports that authorities asked for', {
    withheld: { agency_author_id: IF_AGENCY },
  }),
  agency('incident.playbook_version', 'playbooks, in all their versions', { given: true }),
  agency('incident.playbook_run', 'which playbook was started where'),
  facility('incident.task', 'tasks', { withheld: { created_by: SOMEBODY, run_id: 'NULL' } }),
  facility('incident.care_sheet', 'whose state of care is told'),
  facility('incident.care_report', 'what was said of each care service', { withheld: { agency_author_id: IF_AGENCY } }),
  agency('incident.samu_link', 'links for the ambulance service: whose and when, dead after an import', {
    secret: { token_hash: DEAD_SECRET },
  }),
  agency('incident.indicator', 'values that tell of an attack'),
  facility('incident.indicator_sighting', 'where such a value was seen', {
    withheld: {
      recorded_by: SOMEBODY,
      withdrawn_by: `CASE WHEN r.withdrawn_at IS NOT NULL THEN ${SOMEBODY} END`,
    },
  }),
  facility('incident.paper_form', 'numbered forms on paper, issued and used', {
    withheld: { issued_by: SOMEBODY, used_by: `CASE WHEN r.used_at IS NOT NULL THEN ${SOMEBODY} END` },
  }),
  facility('incident.attachment', 'files on incidents: names, hashes, verdicts; the bytes are in files/', {
    // One that has not arrived whole is sent anew by who sent it.
    only: `t.state <> 'uploading' OR t.sha256 IS NOT NULL`,
    secret: { key_id: NO_KEY_YET, wrapped_key: `(${NO_KEY_YET})::bytea` },
    withheld: {
      agency_by: IF_AGENCY_SIDE,
      scan_at: `CASE WHEN r.state = 'stored' AND r.verdict = 'unscanned' THEN r.stored_at END`,
      scans: '(r.scanned_at IS NOT NULL)::int',
    },
  }),
  facility('incident.custody', 'who had which file, when and why', { withheld: { agency_by: IF_AGENCY_SIDE } }),
  agency('incident.similar_dismissal', 'likenesses that were set aside'),
  agency('incident.similar_told', 'of which legal entities facilities were told'),
  agency('incident.report_template', 'templates of reports, in all their versions', { given: true }),
  agency('incident.situation_report', 'situation and after-action reports'),
  agency('incident.figure_release', 'published figures'),
  agency('incident.call_draft', 'calls that are being taken down'),
  agency('incident.mail_draft', 'declarations that came by mail'),
  agency('incident.mail_attachment', 'what was attached to them'),
  agency('incident.mail_attachment_chunk', 'the bytes of what was attached', {
    binary: { column: 'content', folder: 'mail-attachments', name: 'attachment_id' },
  }),
  agency('incident.audit', 'who did what with incidents'),
  leftOut('incident.wording', 'words of the answers, made again on import'),
  leftOut('incident.supplier_name', 'names of suppliers, made again on import'),
  leftOut('incident.reference_order', 'the order in which numbers are given, another one in each instance'),
  leftOut('incident.search_text', 'words for the search, made again on import'),
  leftOut('incident.facility_owner', 'legal entities, as the directory tells them every hour'),
  leftOut('incident.figure_month', 'months that are counted, counted again'),
  leftOut('incident.mailbox_lease', 'which process reads the mailbox at this moment'),
  leftOut('incident.upload_part', PARTS),
  leftOut('incident.idempotency', KEYS),

  // asset-inventory
  agency('asset_inventory.product', 'products by name, as inventories and advisories share them'),
  facility('asset_inventory.inventory', 'whose inventory, in which version'),
  facility('asset_inventory.import', 'when an inventory was sent, and by whom'),
  facility('asset_inventory.asset', 'what facilities use'),
  agency('asset_inventory.csaf_document', 'security advisories of vendors, with the document as it came', {
    binary: { column: 'source', folder: 'csaf', name: 'id' },
  }),
  agency('asset_inventory.audit', 'who did what with inventories'),
  leftOut('asset_inventory.upload_part', PARTS),
  leftOut('asset_inventory.idempotency', KEYS),

  // alerting
  agency('alerting.broadcast', 'which version of an advisory was sent when'),
  facility('alerting.recipient', 'who was sent an advisory, and what they answered'),
  facility('alerting.acknowledgement', 'every answer'),
  facility('alerting.advisory', 'advisories', {
    withheld: {
      state: `'sent'`,
      version: '(SELECT max(s.advisory_version) FROM alerting.recipient s WHERE s.advisory_id = r.id)',
      event_version: '1',
      audience: `'{"assetMatch": null, "categories": [], "territories": [], "facilities": [], "except": []}'`,
      author_id: SOMEBODY,
      created_at: 'r.sent_at',
      changed_at: 'r.sent_at',
    },
  }),
  facility('alerting.advisory_text', 'what an advisory says, in each language and version'),
  agency('alerting.advisory_step', 'who wrote, submitted and approved an advisory'),
  agency('alerting.reference_counter', 'the last number of an advisory'),
  agency('alerting.mailing', 'why mails were sent'),
  agency('alerting.mail', 'to whom mails were sent, and whether they left'),
  agency('alerting.duty_notification', 'for which incidents the analysts were called'),
  agency('alerting.clock_reminder', 'of which deadlines people were reminded'),
  agency('alerting.audit', 'who did what with advisories'),
  leftOut('alerting.webhook_*', 'tools know the old instance, and secrets do not leave: webhooks are set up anew'),
  leftOut('alerting.idempotency', KEYS),
  leftOut('alerting_queue.*', 'jobs that can be derived again from the rows of mails'),

  // gateway
  facility('gateway.feed', 'what people were shown as news'),
  facility('gateway.feed_head', 'where the news of each reader end'),
  agency('gateway.audit', 'who signed in, and what was refused'),
  leftOut('gateway.session', 'sessions are secret, and end with the instance'),
  leftOut('gateway.idempotency', KEYS),

  // what all share
  leftOut('messaging.*', 'events between services: they repeat for 30 days what the other tables say'),
  leftOut('migrations.*', 'the history of the schema: the manifest names it'),
];

const named = (table: string, line: { table: string }): boolean =>
  line.table === table || (line.table.endsWith('*') && table.startsWith(line.table.slice(0, -1)));

/** What the list says of a table; undefined where it has been forgotten. */
export const lineOf = (table: string): KeptTable | LeftOutTable | undefined =>
  TABLE_LIST.find((line) => named(table, line));

export const keptTables = (): KeptTable[] => TABLE_LIST.filter((line) => line.of !== 'nobody');

/** Rows that a facility is not shown and that its own rows point at, made on import from what it is shown. */
export const DERIVED_FOR_FACILITY: readonly { table: string; sql: string }[] = [
  {
    table: 'alerting.broadcast',
    sql: `INSERT INTO alerting.broadcast (id, advisory_id, version, kind, approver_id, recipient_count, sent_at)
      SELECT broadcast_id, advisory_id, advisory_version, kind, ${SOMEBODY}, count(*), min(sent_at) FROM alerting.recipient
      GROUP BY 1, 2, 3, 4`,
  },
  {
    table: 'incident.indicator',
    sql: `INSERT INTO incident.indicator (id, type, value, first_at)
      SELECT indicator_id, type, value, min(recorded_at) FROM incident.indicator_sighting GROUP BY 1, 2, 3`,
  },
  {
    // Of no rules: the service makes the keys at its next start, as it does after a change of its rules.
    table: 'asset_inventory.product',
    sql: `INSERT INTO asset_inventory.product
        (id, vendor, product, vendor_key, vendor_group, product_key, core_words, search, rules)
      SELECT DISTINCT ON (product_id) product_id, vendor, product, '', '', '', '{}'::text[], '', ''
      FROM asset_inventory.asset ORDER BY product_id`,
  },
];
