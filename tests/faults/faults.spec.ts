import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceName } from '#libs/contracts';
import type { RunningStack } from '../../deploy/local/stack.mjs';
import { violations } from './checker.js';
import { doubles, losses, swaps } from './plants.js';
import { Random } from './random.js';
import { longRound, randomKills, smallRun } from './scenarios.js';
import { Stage, tableOf } from './stage.js';
import { askOnce, onlyBy, untilAnswered } from './unavailable.js';

const long = process.env['VIGIE_FAULTS'] === 'long';
const seed = Number(process.env['VIGIE_FAULTS_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
const random = new Random(seed);
/** Milliseconds after which the long run begins nothing new. */
const LONG_RUN = 12 * 60_000;
const PATIENCE = 10 * 60_000;
/** Milliseconds that tell a refusal from an endless wait. A caller gives up after 1.7 s; how long it takes is printed, not judged here. */
const AT_ONCE = 15_000;
/** The long run waits for the mails after each of so many scenarios; at the end of every run they are waited for. */
const MAILS_EVERY = 4;

interface Outage {
  begin: (running: RunningStack) => unknown;
  end: (running: RunningStack) => unknown;
}

const signalled = (running: RunningStack, service: ServiceName, name: NodeJS.Signals): boolean =>
  process.kill(running.services.get(service)?.pid ?? 0, name);
const down = (service: ServiceName): Outage => ({
  begin: ({ services }) => services.get(service)?.stop(),
  end: ({ services }) => services.get(service)?.restart(),
});
const hanging = (service: ServiceName): Outage => ({
  begin: (running) => signalled(running, service, 'SIGSTOP'),
  end: (running) => signalled(running, service, 'SIGCONT'),
});
const natsDown: Outage = { begin: ({ nats }) => nats?.kill(), end: ({ nats }) => nats?.restart() };
const postgresDown: Outage = { begin: ({ postgres }) => postgres?.kill(), end: ({ postgres }) => postgres?.restart() };

let stage: Stage;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

beforeAll(async () => {
  say(`seed ${seed}: VIGIE_FAULTS_SEED=${seed} plays the same kills again`);
  stage = await Stage.set(seed + 1, say);
});

afterAll(async () => {
  if (stage) say(tableOf(stage.outcomes));
  await stage?.strike();
});

const scenarios = [...smallRun, randomKills(random, long ? 10 : 3)];

describe('under load nothing is lost, doubled or out of order', () => {
  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    async (_, scenario) => {
      const outcome = await stage.play(scenario, false);
      expect(outcome.violations).toEqual([]);
      expect(outcome.slowestRefusal).toBeLessThan(AT_ONCE);
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

describe('who needs what is away is turned away at once, and told when to come again', () => {
  const services = Object.keys(onlyBy) as (keyof typeof onlyBy)[];
  const outages: [string, keyof typeof onlyBy, Outage][] = [
    ['NATS is down', 'incident', natsDown],
    ['PostgreSQL is down', 'incident', postgresDown],
    ...services.flatMap((service): [string, keyof typeof onlyBy, Outage][] => [
      [`${service} is down`, service, down(service)],
      [`${service} hangs`, service, hanging(service)],
    ]),
  ];

  it.each(outages)('while %s', async (_, service, { begin, end }) => {
    const { crew, platform } = stage;
    const ask = onlyBy[service];
    await untilAnswered(ask, crew);
    await begin(platform.running);
    try {
      for (let turn = 0; turn < 2; turn += 1) {
        const refused = await askOnce(ask, crew);
        expect(refused).toMatchObject({ status: 503, code: 'unavailable' });
        expect(refused.retryAfter).toBeGreaterThan(0);
        expect(refused.milliseconds).toBeLessThan(AT_ONCE);
      }
    } finally {
      await end(platform.running);
    }
    await untilAnswered(ask, crew);
  });
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
