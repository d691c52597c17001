import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceName } from '#libs/contracts';
import type { RunningStack } from '../../deploy/local/stack.mjs';
import { violations } from './checker.js';
import { doubles, losses, swaps } from './plants.js';
import { Random } from './random.js';
import { longRound, randomKills, smallRun } from './scenarios.js';
import { Stage, tableOf } from './stage.js';
import { declareOnce, untilDeclared } from './unavailable.js';

const long = process.env['VIGIE_FAULTS'] === 'long';
const seed = Number(process.env['VIGIE_FAULTS_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
const random = new Random(seed);
/** Milliseconds after which the long run begins nothing new. */
const LONG_RUN = 12 * 60_000;
const PATIENCE = 5 * 60_000;
/** The long run waits for the mails after each of so many scenarios; at the end of every run they are waited for. */
const MAILS_EVERY = 4;

interface Outage {
  begin: (running: RunningStack) => unknown;
  end: (running: RunningStack) => unknown;
}

const backWith =
  (service: ServiceName) =>
  ({ services }: RunningStack): unknown =>
    services.get(service)?.restart();
const signal = ({ services }: RunningStack, name: NodeJS.Signals): void => {
  process.kill(services.get('incident')?.pid ?? 0, name);
};

let stage: Stage;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

beforeAll(async () => {
  say(`seed ${seed}: VIGIE_FAULTS_SEED=${seed} plays the same kills again`);
  stage = await Stage.set(seed + 1, say);
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
      const outcome = await stage.play(scenario, false);
      expect(outcome.violations).toEqual([]);
      expect(outcome.declared).toBeGreaterThan(0);
    },
    PATIENCE,
  );

  const again = async (): Promise<void> => {
    const end = performance.now() + LONG_RUN;
    while (performance.now() < end) {
      for (const [turn, scenario] of longRound(random).entries()) {
        if (performance.now() > end) return;
        const outcome = await stage.play(scenario, turn % MAILS_EVERY === 0);
        expect([scenario.name, outcome.violations]).toEqual([scenario.name, []]);
      }
    }
  };
  if (long) it('again and again', again, LONG_RUN + PATIENCE);
});

describe('a declaration is turned away at once, and says when to come again', () => {
  const outages: [string, Outage][] = [
    ['NATS is down', { begin: ({ nats }) => nats?.kill(), end: ({ nats }) => nats?.restart() }],
    ['incident is down', { begin: (all) => all.services.get('incident')?.stop(), end: backWith('incident') }],
    [
      'incident hangs',
      {
        begin: (all) => signal(all, 'SIGSTOP'),
        end: (all) => signal(all, 'SIGCONT'),
      },
    ],
    ['PostgreSQL is down', { begin: ({ postgres }) => postgres?.kill(), end: ({ postgres }) => postgres?.restart() }],
  ];

  it.each(outages)(
    'while %s',
    async (_, { begin, end }) => {
      const { running } = stage.platform;
      // Of the last in the row, whom the load has let declare least.
      const [person] = stage.crew.declarants.slice(-1);
      if (!person) throw new Error('nobody can declare');
      await untilDeclared(person);
      await begin(running);
      try {
        for (let turn = 0; turn < 3; turn += 1) {
          const refused = await declareOnce(person);
          expect(refused).toMatchObject({ status: 503, code: 'unavailable' });
          expect(refused.retryAfter).toBeGreaterThan(0);
          expect(refused.milliseconds).toBeLessThan(2_000);
        }
      } finally {
        await end(running);
      }
      await untilDeclared(person);
    },
    120_000,
  );
});

describe('in the evidence of this very run the checker catches', () => {
  const plants = [
    ...losses.map(([what, ...rest]) => [`the loss of ${what}`, ...rest] as const),
    ...doubles.map(([what, ...rest]) => [`the double of ${what}`, ...rest] as const),
    ...swaps.map(([what, ...rest]) => [`a swap of ${what}`, ...rest] as const),
  ];
  let real: string;

  beforeAll(async () => {
    const { evidence } = await stage.settle(true);
    expect(violations(evidence)).toEqual([]);
    real = JSON.stringify(evidence);
  }, PATIENCE);

  it.each(plants)('%s', (_, plant, expected) => {
    const evidence = JSON.parse(real);
    plant(evidence);
    expect(violations(evidence).join('\n')).toMatch(expected);
  });
});
