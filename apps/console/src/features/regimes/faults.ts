/** What is wrong with a field. */
type Fault = 'date' | 'ends' | 'words' | 'code' | 'twice' | 'stage' | 'amount' | 'answers' | 'count' | 'other';
/** By the place in the version: `definition.stages.0.code`. */
export type Faults = Readonly<Record<string, Fault>>;
/** What is wrong at a place, in words. */
export type FaultAt = (place: string) => string | undefined;

const messages: Readonly<Record<string, Fault>> = {
  'ends-before-it-begins': 'ends',
  'stage-twice': 'twice',
  'stage-unknown': 'stage',
};

const places: readonly (readonly [RegExp, Fault])[] = [
  [/^valid(From|To)$/, 'date'],
  [/\.(name|basis)\.(fr|en)$/, 'words'],
  [/\.code$/, 'code'],
  [/\.(delay|afterEnd)$|\.reminders\.\d+$/, 'amount'],
  [/\.yes$/, 'answers'],
  [/\.(stages|reminders|applies|applies\.\d+)$/, 'count'],
];

interface Issue {
  path: readonly PropertyKey[];
  message: string;
}

/** The first fault of each place. */
export function faultsOf(issues: readonly Issue[]): Faults {
  const found: Record<string, Fault> = {};
  for (const { path, message } of issues) {
    const place = path.join('.');
    found[place] ??= messages[message] ?? places.find(([pattern]) => pattern.test(place))?.[1] ?? 'other';
  }
  return found;
}
