import { expect, it } from '@jest/globals';
import { failureKey } from './failureKey.js';

it.each([
  ['timeout', 'timeout'],
  ['http-503', 'http'],
  ['address-private', 'address-private'],
  ['url-port', 'url-port'],
  ['url-scheme', 'url-scheme'],
  ['secret', 'secret'],
  ['tlp-ceiling', 'tlp-ceiling'],
  ['word-of-tomorrow', 'unknown'],
])('%s is said as %s', (failure, key) => {
  expect(failureKey(failure)).toBe(key);
});
