import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loosened, tightened } from './compatibility.js';
import { type Frozen, contractsNow } from './frozen.js';

/**
 * The contracts as they were last published. `npm run contracts:freeze` writes the file anew; do it for additions, and for a
 * breaking change only together with a new event version or command.
 */
const FILE = new URL('frozen.json', import.meta.url);
const now = contractsNow();
if (process.env.VIGIE_FREEZE === 'yes') writeFileSync(FILE, `${JSON.stringify(now, null, 1)}\n`);
const published = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Frozen>;

describe('published contracts', () => {
  it.each(Object.keys(published))('%s is still honoured', (name) => {
    const before = published[name];
    const current = now[name];
    expect(current).toBeDefined();
    if (before?.request && current?.request) expect(tightened(before.request, current.request)).toEqual([]);
    if (before?.answer && current?.answer) expect(loosened(before.answer, current.answer)).toEqual([]);
  });

  it('has every contract frozen', () => {
    expect(Object.keys(now).filter((name) => !(name in published))).toEqual([]);
  });
});
