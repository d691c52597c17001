import type { Actor, CommandInput, IncidentClock } from '#libs/contracts';
import { newId } from '#libs/platform';
import { declarant, declaration } from '../incident/rig.js';
import { until } from '../story/world.js';
import { hospital } from './directory.js';
import { directory, rig } from './running.js';

export const HOUR = 3_600_000;
export const TELL = 'incident.authority.tell';
export const LIST = 'incident.clock.list';
export type Tell = CommandInput<typeof TELL>;

export const ago = (milliseconds: number): string => new Date(Date.now() - milliseconds).toISOString();
export const later = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

/** A hospital that declares a ransomware attack, of which it became aware so long ago. */
export async function declared(aware: number, part: Parameters<typeof declaration>[1] = {}) {
  const who = declarant();
  directory.profiles.set(who.facilityId, hospital);
  const awareAt = ago(aware);
  const body = declaration(who.facilityId, {
    since: later(awareAt, -HOUR),
    awareAt,
    suspectedMalicious: 'yes',
    dataTouched: 'yes',
    dataClasses: ['personal'],
    ...part,
  });
  const { reference } = await rig.as(who, 'incident.declaration.submit', body);
  return { who, incidentId: body.id, awareAt, facilityId: who.facilityId, reference, body };
}

export async function clocksOf(who: Actor, incidentId: string): Promise<Map<string, IncidentClock>> {
  const { items } = await until(async () => {
    const list = await rig.as(who, LIST, { incidentId });
    return list.pending ? undefined : list;
  }, 'the clocks of the incident');
  return new Map(items.map((clock) => [`${clock.regime}/${clock.stage}`, clock]));
}

export const clockWhen = async (
  who: Actor,
  incidentId: string,
  key: string,
  fits: (clock: IncidentClock) => boolean,
): Promise<IncidentClock> =>
  until(async () => {
    const clock = (await clocksOf(who, incidentId)).get(key);
    return clock && fits(clock) ? clock : undefined;
  }, `the clock ${key}`);

export const telling = (incidentId: string, part: Partial<Tell> = {}): Tell => ({
  id: newId(),
  incidentId,
  authority: 'anssi',
  status: 'told',
  toldAt: ago(60_000),
  reference: 'CERTFR-2026-1',
  toldBy: 'Camille Inventée',
  stages: ['nis2/notification'],
  ...part,
});

export const audits = (recordId: string, action: string): Promise<{ details: Record<string, unknown> }[]> =>
  rig.database.asAdmin('SELECT details FROM incident.audit WHERE record_id = $1 AND action = $2 ORDER BY id', [
    recordId,
    action,
  ]);
