import type { JournalEntry, WrittenType } from '#libs/contracts';

/** What an entry can be beside its text. */
export interface EntryOptions {
  type: WrittenType;
  topic: string;
  tlp: JournalEntry['tlp'];
  mentions: readonly string[];
}

export const plainOptions: EntryOptions = { type: 'note', topic: '', tlp: null, mentions: [] };
