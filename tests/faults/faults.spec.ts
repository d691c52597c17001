import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { violations } from './checker.js';
import { doubles, losses, swaps } from './plants.js';
import { Random } from './random.js';
import { longRound, randomKills, smallRun } from './scenarios.js';
import { Stage, tableOf } from './stage.js';

const long = process.env['VIGIE_FAULTS'] === 'long';
const seed = Number(process.env['VIGIE_FAULTS_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
const random = new Random(seed);
/** Milliseconds after which the long run begins nothing new. */
const LONG_RUN = 12 * 60_000;
const PATIENCE = 5 * 60_000;

let stage: Stage;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

beforeAll(async () => {
  say(`seed ${seed}: VIGIE_FAULTS_SEED=${seed} plays the same kills again`);
  stage = await Stage.set(seed + 1);
}, 180_000);

afterAll(async () => {
  if (stage) say(tableOf(stage.outcomes));
  await stage?.strike();
}, 60_000);

const scenarios = [...smallRun, randomKills(random, long ? 10 : 3)];

describe('under load nothing is lost, doubled or out of order', () => {
  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    async (_, scenario) => {
      const outcome = await stage.play(scenario);
      expect(outcome.violations).toEqual([]);
      expect(outcome.declared).toBeGreaterThan(0);
    },
    PATIENCE,
  );

  const again = async (): Promise<void> => {
    const end = performance.now() + LONG_RUN;
    while (performance.now() < end) {
      for (const scenario of longRound(random)) {
        if (performance.now() > end) return;
        const outcome = await stage.play(scenario);
        expect([scenario.name, outcome.violations]).toEqual([scenario.name, []]);
      }
    }
  };
  if (long) it('again and again', again, LONG_RUN + PATIENCE);
});

describe('in the evidence of this very run the checker catches', () => {
  const plants = [
    ...losses.map(([what, ...rest]) => [`the loss of ${what}`, ...rest] as const),
    ...doubles.map(([what, ...rest]) => [`the double of ${what}`, ...rest] as const),
    ...swaps.map(([what, ...rest]) => [`a swap of ${what}`, ...rest] as const),
  ];
  let real: string;

  beforeAll(async () => {
    const evidence = await stage.evidence();
    expect(violations(evidence)).toEqual([]);
    real = JSON.stringify(evidence);
  }, 60_000);

  it.each(plants)('%s', (_, plant, expected) => {
    const evidence = JSON.parse(real);
    plant(evidence);
    expect(violations(evidence).join('\n')).toMatch(expected);
  });
});
