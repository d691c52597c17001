import { type TimelineSource, TimelineSource as Sources } from '#libs/contracts';
import { advisoryMoments } from './sources/advisories.source.js';
import { awareMoments } from './sources/aware.source.js';
import { careMoments } from './sources/care.source.js';
import { clockMoments } from './sources/clocks.source.js';
import { entryMoments } from './sources/entries.source.js';
import { regionalMoments } from './sources/regional.source.js';
import type { Source } from './source.js';

/** Where a timeline is drawn from. Another kind of record is one more line here, and its name in `TimelineSource`. */
export const sources: readonly { of: readonly TimelineSource[]; read: Source }[] = [
  { of: Sources.options.filter((name) => !['clocks', 'advisories', 'care'].includes(name)), read: entryMoments },
  { of: ['incident', 'decisions', 'journal', 'tasks', 'links'], read: regionalMoments },
  { of: ['incident'], read: awareMoments },
  { of: ['clocks'], read: clockMoments },
  { of: ['care'], read: careMoments },
  { of: ['advisories'], read: advisoryMoments },
];
