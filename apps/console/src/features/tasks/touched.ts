import type { CommandRouteName } from '#libs/contracts';

/** What is out of date when one has changed a task. */
export const touchedByTask: readonly CommandRouteName[] = [
  'tasks',
  'regionalTasks',
  'myTasks',
  'journal',
  'regionalJournal',
  'incident',
];
