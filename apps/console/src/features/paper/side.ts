import type { Entry, Faulty } from './entry.js';

/** What each side of the sheet is given. */
export interface SideProps {
  entry: Entry;
  change: (part: Partial<Entry>) => void;
  wrong: readonly Faulty[];
  /** Zone of the facility's territory. */
  zone: string;
  busy: boolean;
}
