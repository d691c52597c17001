import type { Mirror } from '../i18n/keys.js';
import type { uiFr } from './ui.fr.js';

export const uiEn: Mirror<typeof uiFr> = {
  error: {
    network:
      'The platform did not answer. What you typed stays on this device. Check your connection, then try again; if urgent, telephone the agency.',
    unexpected:
      'This page met an error. What you typed stays on this device. Reload the page; if it persists, telephone the agency.',
    retry: 'Try again',
    code: 'Code: {{code}}',
    trace: 'Trace: {{trace}}',
    emergency: 'Emergency: {{phone}}',
    reload: 'Reload the page',
    home: 'Back to the start',
    pageTitle: 'This page cannot be shown',
    notFoundTitle: 'This page does not exist',
    notFound: 'The address may be incomplete, or the record is not accessible to you.',
  },
  loading: 'Loading…',
  kept: {
    empty: 'Nothing to keep yet',
    saving: 'Saving on this device…',
    device: 'Kept on this device',
    refused: 'This device cannot keep anything: do not close the page',
    agency: 'Kept by the agency',
    sending: 'Sending to the agency…',
  },
  exercise: {
    banner: 'EXERCISE: this is not a real incident',
  },
  confirm: { cancel: 'Cancel' },
  close: 'Close',
  more: 'Show more',
  select: { none: 'Choose…', all: 'All' },
  file: {
    drop: 'or drop the file here',
    sending: 'Uploading: {{percent}}%',
    tooLarge: 'This file is larger than {{megabytes}} MB. Nothing was sent. Make it smaller or split it.',
  },
  filter: { clear: 'Clear the filters' },
  shortcuts: {
    title: 'Keyboard shortcuts',
    enabled: 'Single-key shortcuts',
    enabledHelp: 'Turn them off if you dictate text or if a key goes off by mistake.',
    help: 'Show this help',
    next: 'Next row',
    previous: 'Previous row',
    open: 'Open the record',
    select: 'Select the row',
    search: 'Search',
    refresh: 'Show what is new',
    write: 'Write in the journal',
  },
  table: {
    columns: 'Columns',
    export: 'Export as CSV',
    sortBy: 'Sort by {{column}}',
    selectRow: 'Select {{name}}',
    selectAll: 'Select all',
    selected_one: '{{count}} row selected',
    selected_other: '{{count}} rows selected',
    unselect: 'Unselect all',
    count_one: '{{count, number}} row',
    count_other: '{{count, number}} rows',
    partial: '{{shown, number}} rows shown of {{total, number}}',
    stale: 'has changed: no longer in this filter',
  },
};
