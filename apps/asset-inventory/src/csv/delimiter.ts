/** In the order in which a tie is decided: French Excel writes semicolons. */
const DELIMITERS = [';', '\t', ','] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const SAMPLE_LINES = 20;

/** The counts of the delimiter in each line, outside of quotes. */
function countPerLine(text: string, delimiter: Delimiter): number[] {
  const counts = [0];
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (character === '\n' && !quoted) {
      if (counts.length === SAMPLE_LINES) break;
      counts.push(0);
    } else if (character === delimiter && !quoted) counts[counts.length - 1]! += 1;
  }
  return counts;
}

/** The delimiter that Excel's "sep=" line declares, else the one that cuts the heading, and most lines after it into as many cells; a file of one column has the first. */
export function detectDelimiter(text: string): Delimiter {
  const declared = /^sep=(.)\r?\n/i.exec(text)?.[1];
  if (DELIMITERS.some((delimiter) => delimiter === declared)) return declared as Delimiter;
  const score = (delimiter: Delimiter): number => {
    const [heading = 0, ...rest] = countPerLine(text, delimiter);
    const alike = rest.filter((count) => count === heading).length;
    return heading === 0 ? 0 : heading * (1 + (rest.length === 0 ? 0 : (2 * alike) / rest.length));
  };
  return DELIMITERS.reduce((best, candidate) => (score(candidate) > score(best) ? candidate : best));
}
