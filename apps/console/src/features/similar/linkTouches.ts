/** What is out of date once incidents were linked. */
export const linkTouches = [
  'similar',
  'incidents',
  'incident',
  'journal',
  'regionalIncidents',
  'regionalIncident',
  'regionalJournal',
] as const;
