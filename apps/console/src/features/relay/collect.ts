import { joinRelayParts, readRelayPart, type RelayPart } from '#libs/contracts';

/** The codes of one declaration that were read so far, by their number. */
export interface Collected {
  group: string;
  count: number;
  parts: ReadonlyMap<number, string>;
}

/**
 * What was read together with what was read before; the same list when all codes were known.
 *
 * @param kept groups that are whole and kept already
 * @returns 'known' when all of ours are of those, 'not-ours' when there is none of ours
 */
export function collect(
  before: readonly Collected[],
  texts: readonly string[],
  kept: ReadonlySet<string> = new Set(),
): readonly Collected[] | 'known' | 'not-ours' {
  const read = texts.flatMap((text) => {
    const part = readRelayPart(text);
    return part ? [{ text, part }] : [];
  });
  const fresh = read.filter(({ part }) => !kept.has(part.group));
  if (fresh.length === 0) return read.length === 0 ? 'not-ours' : 'known';
  return fresh.reduce((collected, { text, part }) => grown(collected, text, part), before);
}

function grown(before: readonly Collected[], text: string, { group, count, number }: RelayPart): readonly Collected[] {
  const known = before.find((one) => one.group === group) ?? { group, count, parts: new Map<number, string>() };
  if (known.parts.has(number)) return before;
  const parts = new Map(known.parts).set(number, text);
  return [...before.filter((one) => one.group !== group), { ...known, parts }];
}

export const isWhole = ({ count, parts }: Collected) => parts.size === count;

/** Whether what was read fits together: better found out while the telephone that shows it is still there. */
export const isSound = ({ parts }: Collected): Promise<boolean> =>
  joinRelayParts([...parts.values()]).then(
    () => true,
    () => false,
  );
