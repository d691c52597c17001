import type { Platform } from '#libs/testing';
import { type Figure, type Sample, figureOf, percentile } from './figure.js';
import { type GrownBench, rareWord } from './history.js';
import { load } from './http-load.js';
import { type SeededSession, seedSessions } from './sessions.js';

const RUNS = 3;
const ASKED = 60;
const GOAL = 100;

/** What an analyst asks for, each with the page and the count that it comes with. */
const ANALYST: Record<string, readonly string[]> = {
  queue: ['', '?order=gravest', '?state=declared,taken,acknowledged,qualified'],
  filter: [
    '?severity=critical&state=closed',
    '?severity=low&territory=971',
    '?territory=973&order=gravest',
    '?severity=high&state=qualified&territory=972',
    '?kind=exercise&severity=critical',
    '?supplier=%C3%A9diteur%2017&state=closed',
    '?linked=no&severity=critical',
  ],
  text: [
    '?q=ran%C3%A7ongiciel',
    '?q=serveur%20chiffr%C3%A9s%20imagerie',
    `?q=${rareWord(17_000)}`,
    `?q=${rareWord(150)}%20dialyse`,
    '?q=H-4711',
    '?q=introuvable',
    '?q=messagerie&severity=critical&state=closed',
    `?q=${rareWord(9_000)}&order=gravest`,
  ],
};
const FACILITY: Record<string, readonly string[]> = {
  queue: ['', '?state=closed'],
  filter: ['?severity=critical', '?supplier=%C3%A9diteur%2017'],
  text: ['?q=ran%C3%A7ongiciel', `?q=${rareWord(170)}`, '?q=introuvable'],
};

/**
 * The queue, its filters with their counts, and the search in texts, through the API, with row-level security, one question after the
 * other: the 95th percentile of all questions of a kind, at each size of the history.
 */
export const benchSearch: GrownBench = async (platform, facilityIds) => {
  const [analyst] = await seedSessions(platform.adminUrl, 1, { agency: ['analyst'] });
  const [declarant] = await seedSessions(platform.adminUrl, 1, { facility: ['declarant'], facilityIds });
  return async (size) => [
    ...(await ask(platform, 'analyst', analyst!, ANALYST, size)),
    ...(await ask(platform, 'facility', declarant!, FACILITY, size)),
  ];
};

async function ask(
  platform: Platform,
  who: string,
  session: SeededSession,
  questions: Record<string, readonly string[]>,
  size: number,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, queries] of Object.entries(questions)) {
    const samples: Sample[] = [];
    for (let run = 0; run <= RUNS; run++) {
      const took = await askEach(platform, session, queries);
      // The first run fills the caches of a database that was just filled.
      if (run > 0) samples.push({ value: percentile(took, 0.95), limit: null });
    }
    figures.push(figureOf(`search.${name}.${who}.${size}`, 'ms', samples, { atMost: GOAL, of: 'value' }));
  }
  return figures;
}

async function askEach(
  { baseUrl }: Platform,
  { cookie }: SeededSession,
  queries: readonly string[],
): Promise<number[]> {
  const url = new URL(baseUrl);
  const took: number[] = [];
  for (const query of queries) {
    const request = Buffer.from(
      `GET /api/incidents${query} HTTP/1.1\r\nhost: ${url.host}\r\ncookie: ${cookie}\r\n\r\n`,
    );
    const loaded = await load(url, Math.ceil(ASKED / queries.length), 1, () => request);
    if (loaded.refused.size > 0) throw new Error(`refused ${query}: ${JSON.stringify([...loaded.refused])}`);
    if (process.env['VIGIE_BENCH_EACH'])
      console.error(`# ${query}: ${percentile(loaded.latencies, 0.95).toFixed(1)} ms`);
    took.push(...loaded.latencies);
  }
  return took;
}
