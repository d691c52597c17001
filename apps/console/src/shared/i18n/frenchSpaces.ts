import type { Catalogue } from './keys.js';

const tidy = (text: string) =>
  text
    .replace(/ ([?!;:»%€])/g, '\u00a0$1')
    .replace(/« /g, '«\u00a0')
    .replace(/'/g, '’');

/** French typography: no line breaks before ? ! ; : », nor after «; the curved apostrophe. */
export function frenchSpaces<Texts extends Catalogue>(texts: Texts): Texts {
  const entries = Object.entries(texts).map(([key, value]) => [
    key,
    typeof value === 'string' ? tidy(value) : frenchSpaces(value),
  ]);
  return Object.fromEntries(entries) as Texts;
}
