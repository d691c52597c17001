import { lineOf } from './mail.lines.js';

const MAX = 200;

/**
 * The name of an attachment as it may be shown and, later, be a file's: its last part when it holds a path, no dot in front, nothing
 * that hides its ending.
 *
 * @param number of the attachment, for one without a usable name
 */
export function attachmentName(given: string | undefined, number: number): string {
  const last = (lineOf(given, 4_000) ?? '').split(/[/\\]/).at(-1) ?? '';
  const name = last
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+/, '')
    .trim();
  if (name === '') return `piece-jointe-${number}`;
  if (name.length <= MAX) return name;
  const ending = /\.[^.]{1,15}$/.exec(name)?.[0] ?? '';
  return `${name
    .slice(0, MAX - ending.length)
    .toWellFormed()
    .replace(/\uFFFD$/u, '')}${ending}`;
}
