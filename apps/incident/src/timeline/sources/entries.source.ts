import type { JournalEntry, TimelineSource } from '#libs/contracts';
import { runsOn } from '../../playbooks/run.store.js';
import { readEntries } from '../entries.sql.js';
import { type Moment, stricterOf } from '../moment.js';
import { type Found, type Reading, atMost } from '../source.js';

type EntryType = JournalEntry['type'];

/** The lane of each entry of the journal; another wording is told at the place of the first. */
const lanes: Readonly<Record<Exclude<EntryType, 'edited'>, TimelineSource>> = {
  declared: 'incident',
  taken: 'incident',
  acknowledged: 'incident',
  resolved: 'incident',
  closed: 'incident',
  reopened: 'incident',
  amended: 'incident',
  reclassified: 'incident',
  'aware-corrected': 'incident',
  joined: 'incident',
  qualified: 'severity',
  assessed: 'severity',
  decision: 'decisions',
  note: 'journal',
  pinned: 'journal',
  unpinned: 'journal',
  'task-added': 'tasks',
  'task-done': 'tasks',
  'task-dropped': 'tasks',
  'task-reopened': 'tasks',
  'playbook-started': 'tasks',
  'playbook-reversed': 'tasks',
  'authority-told': 'authorities',
  'report-requested': 'authorities',
  'indicators-recorded': 'indicators',
  'indicator-withdrawn': 'indicators',
  'indicator-restored': 'indicators',
  'attachment-added': 'attachments',
  'attachment-handed-over': 'attachments',
  'attachment-sealed': 'attachments',
  'attachment-withdrawn': 'attachments',
  'attachment-destroyed': 'attachments',
  'similar-dismissed': 'links',
  'similar-restored': 'links',
  'report-issued': 'journal',
  'report-withdrawn': 'journal',
  linked: 'links',
  unlinked: 'links',
};

/** More entries of all incidents together are not read. */
const MOST = 20_000;

/** What stands in the journals. What was done on a regional incident is told once there, and not again by each. */
export async function entryMoments({ subjects, regionalId, at: asOf, from, to, read }: Reading): Promise<Found> {
  const runs = regionalId === null ? [] : await read((tx) => runsOn(tx, regionalId));
  const runIds = new Set<unknown>(runs.map(({ id }) => id));
  const byId = new Map(subjects.map((subject) => [subject.id, subject]));
  const span = { at: asOf, from, to, limit: MOST + 1 };
  const { told, cut } = atMost(MOST, await read((tx) => readEntries(tx, [...byId.keys()], span)));
  const moments = told.flatMap((entry): Moment[] => {
    const { id, incidentId, type, at, authorSide: side, tlp, tlpNow, text, details, topic } = entry;
    const subject = byId.get(incidentId);
    if (type === 'edited' || subject === undefined) return [];
    if (lanes[type] === 'links' && regionalId !== null && details['regionalId'] === regionalId) return [];
    if (runIds.has(details['runId'])) return [];
    const { reference, facilityId } = subject;
    const moment = { key: `entry:${id}`, source: lanes[type], type, at, recordedAt: at, incidentId, reference };
    const marked = stricterOf(tlp ?? subject.tlp, tlpNow ?? subject.tlp);
    return [
      { ...moment, facilityId, side, tlp: marked, text, details: topic === null ? details : { ...details, topic } },
    ];
  });
  return { moments, cut };
}
