import type { JournalEntry, TimelineSource } from '#libs/contracts';
import { runsOn } from '../../playbooks/run.store.js';
import type { Moment } from '../moment.js';
import type { Reading } from '../source.js';

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

/** What stands in the journals. What was done on a regional incident is told once there, and not again by each. */
export async function entryMoments({ subjects, regionalId, read }: Reading): Promise<Moment[]> {
  const runs = regionalId === null ? [] : await read((tx) => runsOn(tx, regionalId));
  const runIds = new Set<unknown>(runs.map(({ id }) => id));
  return subjects.flatMap(({ id: incidentId, reference, facilityId, entries, standing }) =>
    entries.flatMap(({ id, type, at, authorSide: side, tlp, text, details, topic }): Moment[] => {
      if (type === 'edited') return [];
      if (lanes[type] === 'links' && regionalId !== null && details['regionalId'] === regionalId) return [];
      if (runIds.has(details['runId'])) return [];
      const told = topic === null ? details : { ...details, topic };
      const moment = { key: `entry:${id}`, source: lanes[type], type, at, recordedAt: at, incidentId, reference };
      return [{ ...moment, facilityId, side, tlp: tlp ?? standing.tlp, text, details: told }];
    }),
  );
}
