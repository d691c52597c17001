import { describe, expect, it } from '@jest/globals';
import { preferred } from './reader-locale.js';

describe('the language of an answer', () => {
  it.each([
    [undefined, 'fr'],
    ['', 'fr'],
    ['en', 'en'],
    ['en-GB,en;q=0.9', 'en'],
    ['de,en;q=0.5,fr;q=0.8', 'fr'],
    ['fr;q=0.1, en;q=0.2', 'en'],
    ['pt', 'fr'],
    ['en;q=0', 'fr'],
    ['en;q=x', 'fr'],
  ])('Accept-Language %s: %s', (header, locale) => {
    expect(preferred(header)).toBe(locale);
  });
});
