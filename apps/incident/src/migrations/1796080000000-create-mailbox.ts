import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const DRAFT = 'incident.mail_draft';
const ATTACHMENT = 'incident.mail_attachment';
const CHUNK = 'incident.mail_attachment_chunk';
const LEASE = 'incident.mailbox_lease';

/** What the agency decides of a draft. */
const DECIDED = 'state, version, decided_at, decided_by, reason, incident_id, facility_id';

/** Mails to the declarations box. They are the agency's: a facility comes in only with the declaration that is recorded from one. */
export class CreateMailbox1796080000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createDrafts(runner);
    await createAttachments(runner);
    await runner.query(`
      CREATE TABLE ${LEASE} (
        box text PRIMARY KEY,
        holder uuid NOT NULL,
        until timestamptz NOT NULL
      )`);
    await grantTable(runner, LEASE, { system: 'select,insert,update,delete' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${CHUNK}, ${ATTACHMENT}, ${DRAFT}, ${LEASE}`);
  }
}

/**
 * A mail is the same when it has the same number in the same box, or, when the server has numbered its box anew (UIDVALIDITY), the same
 * headers and size (digest).
 */
async function createDrafts(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${DRAFT} (
      id uuid PRIMARY KEY,
      box text NOT NULL,
      uid_validity bigint NOT NULL,
      uid bigint NOT NULL,
      message_id text,
      digest bytea NOT NULL,
      state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'accepted', 'dismissed')),
      version int NOT NULL DEFAULT 1,
      sender_name text,
      sender_address text,
      subject text,
      text text NOT NULL,
      marks text[] NOT NULL,
      received_at timestamptz NOT NULL,
      recorded_at timestamptz NOT NULL,
      attachment_count int NOT NULL,
      guess_facility_id uuid,
      guess_territory text,
      guess_reason text,
      answer_address text,
      facility_id uuid,
      incident_id uuid REFERENCES incident.incident (id),
      decided_at timestamptz,
      decided_by uuid,
      reason text,
      UNIQUE (box, uid_validity, uid),
      UNIQUE (box, digest),
      CHECK ((guess_facility_id IS NULL) = (guess_reason IS NULL)),
      CHECK ((state = 'new') = (decided_at IS NULL)),
      CHECK ((state = 'accepted') = (incident_id IS NOT NULL AND facility_id IS NOT NULL)),
      CHECK (state <> 'dismissed' OR reason IS NOT NULL)
    )`);
  await runner.query(`CREATE INDEX mail_draft_by_arrival ON ${DRAFT} (received_at DESC, id DESC)`);
  await runner.query(`CREATE INDEX mail_draft_by_answer ON ${DRAFT} (recorded_at) WHERE answer_address IS NOT NULL`);
  await forceRowSecurity(runner, DRAFT);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, DRAFT, scope, 'true');
  await grantTable(runner, DRAFT, { agency: 'select', system: 'select,insert' });
  await runner.query(`GRANT UPDATE (${DECIDED}) ON ${DRAFT} TO vigie_incident_agency`);
}

/** Nobody but the service itself reads what is attached: it waits to be scanned. */
async function createAttachments(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${ATTACHMENT} (
      id uuid PRIMARY KEY,
      draft_id uuid NOT NULL REFERENCES ${DRAFT} (id) ON DELETE CASCADE,
      number int NOT NULL,
      name text NOT NULL,
      media_type text NOT NULL,
      size bigint NOT NULL,
      sha256 bytea,
      state text NOT NULL DEFAULT 'unscanned' CHECK (state IN ('unscanned')),
      UNIQUE (draft_id, number)
    )`);
  await runner.query(`
    CREATE TABLE ${CHUNK} (
      attachment_id uuid NOT NULL REFERENCES ${ATTACHMENT} (id) ON DELETE CASCADE,
      number int NOT NULL,
      content bytea NOT NULL,
      PRIMARY KEY (attachment_id, number)
    )`);
  // What is attached is mostly compressed already.
  await runner.query(`ALTER TABLE ${CHUNK} ALTER COLUMN content SET STORAGE EXTERNAL`);
  for (const table of [ATTACHMENT, CHUNK]) await forceRowSecurity(runner, table);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, ATTACHMENT, scope, 'true');
  await addPolicy(runner, CHUNK, 'system', 'true');
  await grantTable(runner, ATTACHMENT, { agency: 'select', system: 'select,insert' });
  await grantTable(runner, CHUNK, { system: 'select,insert' });
}
