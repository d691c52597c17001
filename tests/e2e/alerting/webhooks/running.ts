import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { CommandInput, EventPayload, Webhook, WebhookTopic } from '#libs/contracts';
import { newId } from '#libs/platform';
import { selfSigned } from '#libs/testing';
import { Receiver } from '../receiver.js';
import { facility, person, region } from '../region.js';
import { Rig, until } from '../rig.js';

export const hospital = facility('Hôpital Nord');
export const clinic = facility('Clinique Est');
const at = (facilityId: string, role: 'facility-manager' | 'declarant') => ({ roles: [{ facilityId, role }] });
export const manager = person('gestionnaire', at(hospital.id, 'facility-manager'));
export const second = person('second', { ...at(hospital.id, 'facility-manager'), locale: 'en' });
export const declarant = person('declarant', at(hospital.id, 'declarant'));
export const other = person('autre', at(clinic.id, 'facility-manager'));
export const administrator = person('admin', { agencyRoles: ['administrator'] });
export const analyst = person('analyste', { agencyRoles: ['analyst'] });
export const approver = person('valideur', { agencyRoles: ['approver'] });

export let rig: Rig;
export let receiver: Receiver;
/** Under a certificate that nobody trusts. */
export let untrusted: Receiver;

beforeAll(async () => {
  receiver = await Receiver.start();
  const { key, certificate: cert } = selfSigned();
  untrusted = await Receiver.start({ key, cert });
  rig = await Rig.start(
    region({
      facilities: [hospital, clinic],
      people: [manager, second, declarant, other, administrator, analyst, approver],
      contacts: [],
    }),
    {
      VIGIE_WEBHOOK_ALLOWED_RANGES: '127.0.0.1',
      VIGIE_WEBHOOK_PORTS: `443,${receiver.port},${untrusted.port}`,
      VIGIE_WEBHOOK_ALLOW_HTTP: '1',
      VIGIE_WEBHOOK_TIMEOUT_SECONDS: '4',
    },
  );
});
afterAll(async () => {
  await rig?.close();
  await receiver?.close();
  await untrusted?.close();
});

const ALL: WebhookTopic[] = [
  'incident.declared',
  'incident.amended',
  'incident.state-changed',
  'incident.closed',
  'incident.message',
  'advisory.published',
  'acknowledgement.recorded',
  'clock.due',
];

export interface Made extends Webhook {
  secret: string;
  path: string;
}

const made: Made[] = [];
/** A facility may have so many only, and none is to hear what the next case says. */
afterEach(async () => {
  for (const { id } of made.splice(0))
    await rig.database.asAdmin(
      `UPDATE alerting.webhook_endpoint SET removed_at = clock_timestamp() WHERE id = '${id}'`,
    );
});

/** An endpoint at a path of its own. */
export async function makeEndpoint(
  more: Partial<CommandInput<'alerting.webhook.create'>> = {},
  who = manager,
): Promise<Made> {
  const id = newId();
  const path = `/${id}`;
  const { secret, ...webhook } = await rig.as(who, 'alerting.webhook.create', {
    id,
    facilityId: hospital.id,
    name: 'SIEM',
    url: receiver.url(path),
    topics: ALL,
    tlpCeiling: 'AMBER',
    ...more,
  });
  const endpoint = { ...webhook, secret: secret ?? '', path };
  made.push(endpoint);
  return endpoint;
}

export const ofIncident = (more: Partial<EventPayload<'incident.taken'>> = {}) => ({
  facilityId: hospital.id,
  territory: '972',
  reference: '972-2026-0001',
  state: 'acknowledged' as const,
  tlp: 'AMBER' as const,
  ...more,
});

/** An incident is taken: one message for whoever hears of its facility. @returns the event's id */
export const taken = (more: Partial<EventPayload<'incident.taken'>> = {}) =>
  rig.tell('incident.taken', { ...ofIncident(more), assigneeId: newId() });

export interface Row {
  id: string;
  event_id: string;
  state: string;
  attempts: number;
  tries: number;
  failure: string | null;
  status: number | null;
  wait: number;
}

/** The rows of an endpoint, the oldest first; `wait`: seconds until the next attempt. */
export const rowsOf = ({ id }: { id: string }): Promise<Row[]> =>
  rig.database.asAdmin<Row>(
    `SELECT id, event_id, state, attempts, tries, failure, status, extract(epoch FROM next_at - clock_timestamp())::float8 AS wait
     FROM alerting.webhook_delivery WHERE endpoint_id = '${id}' ORDER BY at, id`,
  );

/** What waits is due now, and no process holds it. */
export const makeDue = ({ id }: { id: string }) =>
  Promise.all([
    rig.database.asAdmin(
      `UPDATE alerting.webhook_delivery SET next_at = clock_timestamp() - interval '1 s' WHERE endpoint_id = '${id}' AND state = 'open'`,
    ),
    rig.database.asAdmin(`UPDATE alerting.webhook_endpoint SET lease_until = NULL WHERE id = '${id}'`),
  ]);

export const settled = (endpoint: { id: string }, what: (rows: Row[]) => boolean) =>
  until('the messages settled', async () => what(await rowsOf(endpoint)));
