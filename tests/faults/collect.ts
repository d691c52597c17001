import { EventEnvelope, eventContract } from '#libs/contracts';
import type { Platform } from '#libs/testing';
import pg from 'pg';
import { type FeedEventType, feedEventTypes, viewsOf } from '../../apps/gateway/src/feeds/feed-table.js';
import type { Evidence } from './checker.js';
import type { Console } from './console.js';

/** Reads what the database, the mailbox and the consoles hold now. */
export async function collect(
  platform: Platform,
  acknowledged: Evidence['acknowledged'],
  consoles: readonly Console[],
): Promise<Evidence> {
  const client = new pg.Client({ connectionString: platform.adminUrl });
  await client.connect();
  try {
    // One snapshot: rows that appear meanwhile are in all of it, or in none.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const read = async <Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> =>
      (await client.query<Row>(sql)).rows;
    const heads = await read<{ recipient: string; last: number }>(
      'SELECT recipient, last_cursor::int AS last FROM gateway.feed_head',
    );
    return {
      acknowledged: [...acknowledged],
      records: await read(RECORDS),
      audits: await read(AUDITS),
      incidents: await read('SELECT id, version FROM incident.incident'),
      journal: await read('SELECT incident_id AS "incidentId", seq FROM incident.journal_entry'),
      events: (await read<EventRow>(EVENTS)).map(asEvidence),
      deliveries: await read('SELECT event_id AS "eventId", consumer, state FROM messaging.delivery'),
      feed: await read(FEED),
      dutyNotifications: await read(DUTY),
      mailsWanted: (await read<{ wanted: string }>(MAILS_WANTED)).map(({ wanted }) => wanted),
      mails: await read(MAILS),
      received: await receivedMails(platform),
      heard: consoles.flatMap((one) => one.heard(new Map(heads.map(({ recipient, last }) => [recipient, last])))),
    };
  } finally {
    await client.end();
  }
}

/** The records that callers of the load are told of. */
const RECORDS = `
  SELECT 'declaration' AS what, id::text FROM incident.incident
  UNION ALL SELECT 'journal entry', id::text FROM incident.journal_entry
  UNION ALL SELECT 'version', incident_id || ' ' || number FROM incident.declaration_version
  UNION ALL SELECT 'playbook of ' || count(t.id) || ' tasks', r.id::text
    FROM incident.playbook_run r LEFT JOIN incident.task t ON t.run_id = r.id GROUP BY r.id
  UNION ALL SELECT 'playbook undone, ' || count(t.id) || ' tasks dropped', r.id::text
    FROM incident.playbook_run r LEFT JOIN incident.task t ON t.run_id = r.id AND t.state = 'dropped'
    WHERE r.reversed_at IS NOT NULL GROUP BY r.id
  UNION ALL SELECT 'advisory', id::text FROM alerting.advisory
  UNION ALL SELECT 'broadcast', advisory_id::text FROM alerting.broadcast
  UNION ALL SELECT 'import', id::text FROM asset_inventory.import
  UNION ALL SELECT 'contact', id::text FROM directory.contact_point`;

/** That a clock moved or rang is audited on its incident, and is no step of it. */
const AUDITS = `
  SELECT 'incident' AS what, record_id AS id FROM incident.audit
  WHERE record_type = 'incident' AND action NOT LIKE 'incident.clock.%'
  UNION ALL SELECT 'incident', details ->> 'incidentId' FROM incident.audit WHERE record_type = 'playbook-run'
  UNION ALL SELECT 'broadcast', record_id FROM alerting.audit WHERE action = 'alerting.advisory.approve'
  UNION ALL SELECT 'import', record_id FROM asset_inventory.audit WHERE action = 'asset-inventory.import.commit'
  UNION ALL SELECT 'contact', record_id FROM directory.audit WHERE action = 'directory.contact.save'`;

const EVENTS = `
  SELECT id, producer, type, schema_version AS "schemaVersion", aggregate_id AS "aggregateId", version, kind,
    occurred_at AS "occurredAt", recorded_at AS "recordedAt", actor_id AS "actorId", trace_id AS "traceId", payload
  FROM messaging.event`;

const FEED = `
  SELECT f.recipient, f.cursor::int AS cursor, f.event_id AS "eventId", e.aggregate_id AS "aggregateId", e.version
  FROM gateway.feed f LEFT JOIN messaging.event e ON e.id = f.event_id`;

const DUTY = `
  SELECT n.incident_id AS "incidentId", EXISTS (SELECT FROM alerting.mail m WHERE m.mailing_id = n.mailing_id) AS mailed
  FROM alerting.duty_notification n`;

/** One for each contact point with an address at each facility on a frozen list, and for each that survives where the agency declared. */
const MAILS_WANTED = `
  SELECT 'broadcast ' || r.broadcast_id || ' for ' || c.id AS wanted
  FROM alerting.recipient r JOIN directory.contact_point c ON c.facility_id = r.facility_id AND c.email IS NOT NULL
  UNION ALL SELECT 'recorded ' || i.id || ' for ' || c.id
  FROM incident.incident i JOIN directory.contact_point c ON c.facility_id = i.facility_id AND c.email IS NOT NULL AND c.outside
  WHERE i.source IN ('phone', 'paper', 'mail')`;

const MAILS = `
  SELECT m.message_id AS "messageId", m.state,
    coalesce('broadcast ' || g.broadcast_id, 'recorded ' || (g.facts ->> 'incidentId'), 'duty ' || g.id) || ' for ' || m.addressee_id AS wanted
  FROM alerting.mail m JOIN alerting.mailing g ON g.id = m.mailing_id`;

type EventRow = Omit<EventEnvelope, 'occurredAt' | 'recordedAt'> & { occurredAt: Date; recordedAt: Date };

function asEvidence({ occurredAt, recordedAt, ...row }: EventRow): Evidence['events'][number] {
  const envelope: EventEnvelope = {
    ...row,
    occurredAt: occurredAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
  };
  const { id, aggregateId, version, type } = envelope;
  return {
    id,
    aggregateId,
    version,
    // Of the contract, not of the delivery rows: one that was never written is missing too.
    consumers: [...(eventContract(type)?.consumers ?? [])],
    to: isOfFeeds(envelope) ? viewsOf(envelope).flatMap((view) => view.to) : [],
  };
}

const isOfFeeds = (envelope: EventEnvelope): envelope is EventEnvelope & { type: FeedEventType } =>
  (feedEventTypes as string[]).includes(envelope.type);

async function receivedMails({ mails }: Platform): Promise<Evidence['received']> {
  return (await mails()).map(({ messageId, to }) => ({
    messageId: messageId ?? '',
    to: [to ?? []]
      .flat()
      .flatMap(({ text }) => text)
      .join(', '),
  }));
}
