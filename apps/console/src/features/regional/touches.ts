/** What is out of date once something was done about a regional incident. */
export const regionalTouches = [
  'incidents',
  'incident',
  'journal',
  'regionalIncidents',
  'regionalIncident',
  'regionalScore',
  'regionalJournal',
  'regionalTasks',
] as const;
