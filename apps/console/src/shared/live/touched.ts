import { aboutOf, type CommandRouteName, type EventType, type FeedItem, type JournalEntry } from '#libs/contracts';

const incident = ['incidents', 'incident', 'journal', 'board', 'authorityText', 'regionalScore'] as const;
/** What the clocks hang on moves them, soon after. */
const clocks = ['clocks', 'authorities'] as const;
const regional = [
  ...(['regionalIncidents', 'regionalIncident', 'regionalScore', 'regionalJournal', 'regionalTasks'] as const),
  'incidents',
] as const;
const advisory = ['advisories', 'advisory', 'acknowledgements'] as const;

/** What is out of date when something has happened. */
const touched: Record<EventType, readonly CommandRouteName[]> = {
  'incident.declared': [...incident, 'clocks'],
  'incident.amended': [...incident, 'declarationVersions'],
  'incident.reclassified': incident,
  'incident.aware-corrected': incident,
  'incident.taken': incident,
  'incident.acknowledged': incident,
  'incident.qualified': incident,
  'incident.assessed': [...incident, 'assessments'],
  'incident.indicators-changed': [...incident, 'indicators', 'searchIndicators', 'sightings'],
  'incident.attachment-changed': [...incident, 'attachments', 'attachment'],
  'incident.attachment-withdrawn': [...incident, 'attachments', 'attachment'],
  'attachment.scanned': ['attachments', 'attachment', 'scanner'],
  'incident.resolved': [...incident, 'regionalTasks'],
  'incident.closed': incident,
  'incident.reopened': [...incident, 'regionalTasks'],
  // The journal follows its entries by itself, from the last that it has.
  'incident.journal-written': [],
  'incident.linked': [...incident, 'regionalIncident', 'regionalIncidents', 'similar'],
  'incident.unlinked': [...incident, 'regionalIncident', 'regionalIncidents', 'similar'],
  'incident.similar-told': incident,
  'incident.similar-judged': ['incident', 'similar'],
  'authority.told': [...incident, ...clocks],
  'report.requested': [...incident, ...clocks],
  'clock.rang': ['clocks'],
  'clock.moved': ['clocks'],
  'mail.received': ['mailDrafts'],
  'mail.handled': ['mailDrafts', 'mailDraft'],
  'regional.created': regional,
  'regional.changed': regional,
  'regional.closed': regional,
  'regional.reopened': regional,
  'regional.task-changed': ['regionalTasks', 'myTasks', 'regionalJournal'],
  'regional.playbook-started': ['regionalTasks', 'regionalJournal'],
  'regional.playbook-reversed': ['regionalTasks', 'myTasks', 'regionalJournal'],
  'regional.journal-written': ['regionalJournal'],
  'inventory.imported': ['assets', 'exposure', 'previewAudience'],
  'csaf.imported': ['csafDocuments', 'exposure'],
  'advisory.submitted': advisory,
  'advisory.returned': advisory,
  'advisory.broadcast': [...advisory, 'inbox', 'inboxItem'],
  'acknowledgement.changed': ['acknowledgements', 'advisories', 'inbox', 'inboxItem'],
  'webhook.disabled': ['webhooks', 'webhookDeliveries'],
  'care.reported': ['careBoard', 'care'],
  'incident.task-changed': ['tasks', 'myTasks', 'journal', 'report'],
  'incident.playbook-started': ['tasks', 'regionalTasks', 'incident', 'journal'],
  'incident.playbook-reversed': ['tasks', 'regionalTasks', 'myTasks', 'incident', 'journal'],
  'directory.profile-changed': ['profile', 'clocks'],
  'directory.person-changed': ['people', 'contacts'],
};

/** What an item of a feed makes out of date. */
export function outOfDate({ type, summary }: FeedItem): readonly CommandRouteName[] {
  if (type === 'incident.journal-written') return isAboutAnother(summary) ? ['pinnedJournal', 'journalHistory'] : [];
  return touched[type as EventType] ?? [];
}

const isAboutAnother = ({ entryType }: FeedItem['summary']) =>
  aboutOf({ type: entryType as JournalEntry['type'], details: {} }) !== null;
