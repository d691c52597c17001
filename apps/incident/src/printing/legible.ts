import { isDrawable } from './fonts.js';

/** Stands for what the typeface does not have: an emoji, a letter of another script. */
const REPLACEMENT = '□';
/** Letters after which a word may be broken: pdfkit looks for the place letter by letter, and twenty thousand without a space take seconds. */
const LONGEST_WORD = 60;
const BREAK = '\u200b';

const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });

/**
 * A text as it can be printed: every character that the typeface lacks is one replacement mark, what only directs a screen (controls, marks
 * of direction) is left out, and a word without end may be broken.
 */
export function legible(text: string): string {
  const lines = text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, '    ')
    .replace(/[\p{Cc}\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff]/gu, (mark) =>
      mark === '\n' ? mark : '',
    );
  let shown = '';
  for (const { segment } of graphemes.segment(lines)) {
    shown += segment === '\n' || [...segment].every(isDrawable) ? segment : REPLACEMENT;
  }
  return shown.replace(new RegExp(`\\S{${LONGEST_WORD}}(?=\\S)`, 'gu'), (part) => part + BREAK);
}

/** Whether paper cannot show all that was typed. */
export const isIncomplete = (text: string): boolean =>
  legible(text).split(REPLACEMENT).length > text.split(REPLACEMENT).length;

/** The same for one line of a box: what does not fit is cut, and the cut is seen. */
export function legibleLine(text: string, most: number): string {
  const line = legible(text.replace(/\s+/g, ' ').trim());
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
}
