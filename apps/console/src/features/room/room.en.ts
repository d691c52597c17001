import type { Mirror } from '../../shared/i18n/keys.js';
import type { roomFr } from './room.fr.js';

export const roomEn: Mirror<typeof roomFr> = {
  title: 'Crisis room',
  back: 'Back to the record',
  more: 'Show earlier entries',
  since: 'New since your last visit',
  filter: {
    label: 'Show',
    all: 'Everything',
    decisions: 'The decisions',
    topic: 'Topic',
    anyTopic: 'All topics',
    none: 'Nothing fits among the entries shown.',
  },
  options: {
    topic: 'Topic',
    topicHint: 'For example: network, communication, care',
    decision: 'This is a decision',
    tlp: 'Sharing of this entry',
    tlpIncident: 'That of the incident',
    mentions: 'For the attention of',
    mentionsHint: 'They are told at once',
    mentionsNone: 'Nobody of that name',
  },
  entry: {
    edited: 'Changed',
    history: 'See the versions',
    edit: 'Change',
    pin: 'Pin',
    unpin: 'Unpin',
    to: 'For the attention of {{names}}',
  },
  edit: {
    title: 'Change this entry',
    text: 'Text',
    act: 'Save the change',
    kept: 'Earlier versions can still be read.',
    needed: 'Write something: an entry cannot become empty.',
  },
  history: { title: 'Versions of this entry', first: 'First version' },
  pinned: { title: 'Pinned facts', none: 'None. The agency pins here what everybody must have before their eyes.' },
  people: {
    title: 'Who has read',
    upToDate: 'up to date',
    behind_one: '{{count}} entry to read',
    behind_other: '{{count}} entries to read',
    agency: 'The agency',
    none: 'Nobody yet.',
  },
};
