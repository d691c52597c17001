import { type RegionalEntry, TIMELINE_TEXT, type TimelineSource, type Tlp } from '#libs/contracts';
import { rows } from '#libs/database';
import type { Moment } from '../moment.js';
import { type Found, type Reading, atMost } from '../source.js';

/** The lane of each entry, and what the moment is called: what a person wrote is called as in every journal. */
const lanes: Readonly<Record<RegionalEntry['type'], { source: TimelineSource; type: string }>> = {
  opened: { source: 'incident', type: 'regional-opened' },
  closed: { source: 'incident', type: 'regional-closed' },
  reopened: { source: 'incident', type: 'regional-reopened' },
  linked: { source: 'links', type: 'regional-linked' },
  unlinked: { source: 'links', type: 'regional-unlinked' },
  'taken-apart': { source: 'links', type: 'regional-taken-apart' },
  'task-added': { source: 'tasks', type: 'task-added' },
  'task-done': { source: 'tasks', type: 'task-done' },
  'task-dropped': { source: 'tasks', type: 'task-dropped' },
  'task-reopened': { source: 'tasks', type: 'task-reopened' },
  'playbook-started': { source: 'tasks', type: 'playbook-started' },
  'playbook-extended': { source: 'tasks', type: 'playbook-extended' },
  'playbook-reversed': { source: 'tasks', type: 'playbook-reversed' },
  note: { source: 'journal', type: 'note' },
  decision: { source: 'decisions', type: 'decision' },
};

const NO_FACILITY = '00000000-0000-0000-0000-000000000000';
const MOST = 20_000;

interface Row extends Pick<RegionalEntry, 'id' | 'type' | 'text' | 'details'> {
  at: Date;
  reference: string;
  tlp: Tlp;
  count: number;
}

/** What stands in the journal of the regional incident itself: no facility is told of it. */
export async function regionalMoments({ regionalId, at, from, to, read }: Reading): Promise<Found> {
  if (regionalId === null) return { moments: [] };
  const found = await read((tx) =>
    rows<Row>(
      tx,
      `SELECT e.id, e.type, left(e.text, ${TIMELINE_TEXT}) AS text, e.at, r.reference, r.tlp, e.details, cardinality(e.incidents) AS count
       FROM regional_entry e JOIN regional_incident r ON r.id = e.regional_id
       WHERE e.regional_id = $1 AND e.at <= $2
         AND ($3::timestamptz IS NULL OR e.at >= $3) AND ($4::timestamptz IS NULL OR e.at <= $4)
       ORDER BY e.seq DESC LIMIT ${MOST + 1}`,
      [regionalId, at, from ?? null, to ?? null],
    ),
  );
  const { told, cut } = atMost(MOST, found);
  const moments = told.map(({ id, type, text, at: instant, reference, tlp, count, details }): Moment => {
    const happened = instant.toISOString();
    const moment = { key: `regional:${id}`, ...lanes[type], at: happened, recordedAt: happened, incidentId: null };
    const said = count > 0 ? { ...details, incidents: count } : details;
    return { ...moment, reference, facilityId: NO_FACILITY, side: 'agency', tlp, text, details: said };
  });
  return { moments, cut };
}
