import { describe, expect, it } from '@jest/globals';
import { EndWatch } from './torn.js';
import { engineIn, judge, signaturesIn } from './verdict.js';

describe('what clamd answers', () => {
  it.each([
    ['stream: OK', 'clean', null],
    ['stream: Win.Test.EICAR_HDB-1 FOUND', 'infected', 'Win.Test.EICAR_HDB-1'],
    ['stream: Heuristics.Encrypted.Zip FOUND', 'encrypted', 'Heuristics.Encrypted.Zip'],
    ['stream: Heuristics.Encrypted.PDF FOUND', 'encrypted', 'Heuristics.Encrypted.PDF'],
    ['stream: Heuristics.Limits.Exceeded.MaxScanSize FOUND', 'too-large', 'Heuristics.Limits.Exceeded.MaxScanSize'],
    [
      'stream: Heuristics.Broken.Media.JPEG.JFIFmarkerBadPosition FOUND',
      'unreadable',
      'Heuristics.Broken.Media.JPEG.JFIFmarkerBadPosition',
    ],
    ['INSTREAM size limit exceeded. ERROR', 'too-large', null],
    ["stream: Can't allocate memory ERROR", 'again', null],
    ['stream: OK and more', 'again', null],
    ['', 'again', null],
    ['COMMAND UNAVAILABLE', 'again', null],
  ])('%j is %s', (answer, verdict, finding) => expect(judge(answer)).toEqual({ verdict, finding }));

  it('tells how old its signatures are, or does not', () => {
    const version = 'ClamAV 1.4.3/27812/Mon Nov 23 09:41:00 2026';
    expect(signaturesIn(version)?.toISOString()).toBe('2026-11-23T09:41:00.000Z');
    expect(engineIn(version)).toBe('ClamAV 1.4.3');
    expect(signaturesIn('ClamAV 1.4.3')).toBeNull();
    expect(signaturesIn('ClamAV 1.4.3/27812/soon')).toBeNull();
  });
});

describe('a file that has lost its end', () => {
  const torn = async (...parts: string[]): Promise<boolean> => {
    const watch = new EndWatch();
    for await (const _ of watch.passing(chunks(parts))) continue;
    return watch.isTorn();
  };
  it.each([
    [['%PDF-1.7 ... ', '%%EOF\n'], false],
    [['%P', 'DF-1.7 ...', 'startxref'], true],
    [['%PDF-1.7 %%EOF', 'x'.repeat(2_000)], true],
    [['PK\u0003\u0004...', 'PK\u0005\u0006'], false],
    [['PK\u0003\u0004...'], true],
    [['Trace du pare-feu'], false],
    [['x'], false],
  ])('%j: %s', async (parts, isTorn) => expect(await torn(...parts)).toBe(isTorn));
});

async function* chunks(parts: string[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part);
}
