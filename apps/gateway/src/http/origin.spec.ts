import { describe, expect, it } from '@jest/globals';
import { isOwnOrigin } from './origin.js';

const open = new URL('http://127.0.0.1:8080');
const secure = new URL('https://vigie.example');

describe('where a request comes from', () => {
  it.each([
    [{}, secure, true],
    [{ origin: 'https://vigie.example' }, secure, true],
    [{ origin: 'https://vigie.example', 'sec-fetch-site': 'same-origin' }, secure, true],
    [{ origin: 'https://elsewhere.example' }, secure, false],
    [{ origin: 'http://vigie.example', host: 'vigie.example' }, secure, false],
    [{ origin: 'null' }, secure, false],
    [{ 'sec-fetch-site': 'cross-site' }, secure, false],
    [{ 'sec-fetch-site': 'same-site' }, secure, false],
    [{ origin: 'http://localhost:8080', host: 'localhost:8080' }, open, true],
    [{ origin: 'http://elsewhere.example', host: 'localhost:8080' }, open, false],
  ])('%j at %s: %s', (headers, publicUrl, own) => {
    expect(isOwnOrigin(headers, publicUrl)).toBe(own);
  });
});
