import type { CommandRouteName, EventType } from '#libs/contracts';

const incident = ['incidents', 'incident', 'journal', 'board', 'authorityText', 'regionalScore'] as const;
/** What the clocks hang on moves them, soon after. */
const clocks = ['clocks', 'authorities'] as const;
const regional = ['regionalIncidents', 'regionalIncident', 'regionalScore', 'incidents'] as const;
const advisory = ['advisories', 'advisory', 'acknowledgements'] as const;

/** What is out of date when something has happened. */
export const touched: Record<EventType, readonly CommandRouteName[]> = {
  'incident.declared': [...incident, 'clocks'],
  'incident.amended': [...incident, 'declarationVersions'],
  'incident.reclassified': incident,
  'incident.aware-corrected': incident,
  'incident.taken': incident,
  'incident.acknowledged': incident,
  'incident.qualified': incident,
  'incident.assessed': [...incident, 'assessments'],
  'incident.resolved': incident,
  'incident.closed': incident,
  'incident.reopened': incident,
  'incident.journal-written': ['incident', 'journal'],
  'incident.linked': [...incident, 'regionalIncident', 'regionalIncidents'],
  'incident.unlinked': [...incident, 'regionalIncident', 'regionalIncidents'],
  'authority.told': [...incident, ...clocks],
  'report.requested': [...incident, ...clocks],
  'clock.rang': ['clocks'],
  'clock.moved': ['clocks'],
  'mail.received': ['mailDrafts'],
  'mail.handled': ['mailDrafts', 'mailDraft'],
  'regional.created': regional,
  'regional.changed': regional,
  'inventory.imported': ['assets', 'exposure', 'previewAudience'],
  'csaf.imported': ['csafDocuments', 'exposure'],
  'advisory.submitted': advisory,
  'advisory.returned': advisory,
  'advisory.broadcast': [...advisory, 'inbox', 'inboxItem'],
  'acknowledgement.changed': ['acknowledgements', 'advisories', 'inbox', 'inboxItem'],
  'incident.task-changed': ['tasks', 'myTasks', 'journal'],
  'incident.playbook-started': ['tasks', 'incident', 'journal'],
  'incident.playbook-reversed': ['tasks', 'myTasks', 'incident', 'journal'],
  'directory.profile-changed': ['profile', 'clocks'],
  'directory.person-changed': ['people', 'contacts'],
};
