import type { Mirror } from '../../shared/i18n/keys.js';
import type { nowFr } from './now.fr.js';

export const nowEn: Mirror<typeof nowFr> = {
  title: 'Now',
  lead: 'What waits for someone at the agency.',
  untaken: {
    title: 'To take',
    titleOf: 'To take ({{count, number}})',
    order: 'Newest first.',
    taken: 'Taken',
    none: 'All declarations are taken',
    noneText: 'A new declaration appears here as soon as a facility sends it.',
    all: 'Open the queue',
  },
  mine: {
    title: 'My open incidents',
    none: 'No incident is in your charge.',
  },
  approve: {
    title: 'To approve',
    none: 'No advisory waits for approval.',
    own: 'You wrote it: another person has to approve it.',
  },
  answers: {
    title: 'Answers expected',
    none: 'All facilities have answered the advisories sent.',
    noneSent: 'No advisory sent yet.',
    progress: 'Answers: {{answered, number}} of {{total, number}}',
    due: 'Answer expected before:',
    late: 'Overdue',
  },
};
