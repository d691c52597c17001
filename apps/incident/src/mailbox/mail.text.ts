import { convert } from 'html-to-text';
import { LIMITS } from './mail.limits.js';

/** HTML as plain text: what a person would have read, its links spelled out, nothing that could run or be fetched. */
export function plainTextOf(html: string): string {
  return convert(html, {
    wordwrap: false,
    limits: { maxInputLength: LIMITS.textBytes, maxDepth: 100, maxChildNodes: 5_000 },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      { selector: 'h1', options: { uppercase: false } },
      { selector: 'h2', options: { uppercase: false } },
      { selector: 'h3', options: { uppercase: false } },
      { selector: 'table', options: { uppercaseHeaderCells: false } },
    ],
  });
}
