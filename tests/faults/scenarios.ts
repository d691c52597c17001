import { setTimeout as sleep } from 'node:timers/promises';
import { type ServiceName, services } from '#libs/contracts';
import type { FaultPoint } from '#libs/platform';
import type { Blows } from './blows.js';
import type { Random } from './random.js';

/** What goes wrong while people work. */
export interface Scenario {
  name: string;
  strike: (blows: Blows) => Promise<void>;
}

/** The points that each service comes past in the load. */
const pointsOf: Record<ServiceName, readonly FaultPoint[]> = {
  gateway: ['before-commit', 'after-commit', 'before-effect', 'before-close', 'after-close'],
  directory: ['before-commit', 'after-commit'],
  incident: ['before-commit', 'after-commit', 'before-publish', 'after-publish'],
  'asset-inventory': ['before-commit', 'after-commit', 'before-publish', 'after-publish'],
  alerting: [
    'before-mail',
    'after-mail',
    'before-commit',
    'after-commit',
    'before-publish',
    'after-publish',
    'before-effect',
    'before-close',
    'after-close',
  ],
};

/** How often a service comes past its points in some seconds, so that it dies in the midst of the work. */
const busyness: Record<ServiceName, number> = {
  gateway: 3,
  directory: 2,
  incident: 15,
  'asset-inventory': 1,
  alerting: 2,
};

const killedAt = (service: ServiceName, points = pointsOf[service], nth = busyness[service]): Scenario => ({
  name: `${service} killed ${points.length === 1 ? points[0] : `at ${points.length} points`}`,
  strike: (blows) => blows.killAt(service, points, nth),
});

const natsKilled: Scenario = { name: 'NATS killed', strike: (blows) => blows.killNats(1_500) };
const natsErased: Scenario = { name: "NATS's store erased", strike: (blows) => blows.eraseNats(500) };
const postgresCrashed: Scenario = { name: 'PostgreSQL crashed', strike: (blows) => blows.crashPostgres(500) };

/** The small run: each service at each of its points, and every server. */
export const smallRun: readonly Scenario[] = [
  killedAt('alerting'),
  killedAt('incident'),
  killedAt('gateway'),
  killedAt('asset-inventory'),
  killedAt('directory'),
  natsKilled,
  natsErased,
  postgresCrashed,
];

/** Any service at any moment, one after the other and sometimes two at once. */
export function randomKills(random: Random, count: number): Scenario {
  return {
    name: `${count} random kills`,
    async strike(blows) {
      for (let killed = 0; killed < count; killed += 1) {
        await sleep(random.below(1_500));
        const both = [random.pick(services), random.pick(services)];
        await Promise.all(
          (random.below(3) === 0 ? [...new Set(both)] : both.slice(0, 1)).map((one) => blows.kill(one)),
        );
      }
    },
  };
}

/** The long run goes round these: every point of every service, every server, and chance. */
export function longRound(random: Random): Scenario[] {
  const points = services.flatMap((service) =>
    pointsOf[service].map((point) => killedAt(service, [point], 1 + random.below(2 * busyness[service]))),
  );
  const servers: Scenario[] = [
    natsKilled,
    natsErased,
    postgresCrashed,
    together('NATS erased while consumers die', [natsErased, killsOf(['gateway', 'alerting'])]),
    together('PostgreSQL crashed while incident dies', [postgresCrashed, killsOf(['incident'])]),
  ];
  return shuffled([...points, ...servers, ...Array.from({ length: 6 }, () => randomKills(random, 5))], random);
}

const killsOf = (victims: readonly ServiceName[]): Scenario => ({
  name: `${victims.join(' and ')} killed`,
  strike: async (blows) => void (await Promise.all(victims.map((victim) => blows.kill(victim)))),
});

const together = (name: string, scenarios: readonly Scenario[]): Scenario => ({
  name,
  strike: async (blows) => void (await Promise.all(scenarios.map(({ strike }) => strike(blows)))),
});

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}
