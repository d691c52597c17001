import { describe, expect, it } from '@jest/globals';
import { delayText, spanText } from './duration.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('a span of time', () => {
  it.each([
    [5 * HOUR + 20 * MINUTE, '5 heures 20 minutes', '5 hours 20 minutes'],
    [-2 * HOUR, '2 heures', '2 hours'],
    [50 * HOUR + 59 * MINUTE, '2 jours 2 heures', '2 days 2 hours'],
    [48 * HOUR + 30 * MINUTE, '2 jours', '2 days'],
    [45 * MINUTE, '45 minutes', '45 minutes'],
    [10, '1 minute', '1 minute'],
  ])('of %i ms is %s', (span, french, english) => {
    expect([plain(spanText(span, 'fr')), plain(spanText(span, 'en'))]).toEqual([french, english]);
  });
});

describe('a delay', () => {
  it.each([
    ['PT24H', '24 heures', '24 hours'],
    ['P1M', '1 mois', '1 month'],
    ['P3M', '3 mois', '3 months'],
    ['nonsense', 'nonsense', 'nonsense'],
  ])('%s is %s', (delay, french, english) => {
    expect([plain(delayText(delay, 'fr')), plain(delayText(delay, 'en'))]).toEqual([french, english]);
  });
});
