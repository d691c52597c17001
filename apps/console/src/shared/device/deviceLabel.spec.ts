import { describe, expect, it } from '@jest/globals';
import { deviceLabel } from './deviceLabel.js';

describe('what a device is called', () => {
  it.each([
    ['Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox, Android'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Version/19.0 Safari/604.1',
      'Safari, iPhone',
    ],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge, Windows'],
    ['curl/8', 'Navigateur'],
  ])('%s', (userAgent, label) => expect(deviceLabel(userAgent)).toBe(label));
});
