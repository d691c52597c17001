import { setTimeout as sleep } from 'node:timers/promises';
import { type Platform, startPlatform } from '#libs/testing';
import { Blows } from './blows.js';
import { type Evidence, violations } from './checker.js';
import { collect } from './collect.js';
import { Console } from './console.js';
import { type Crew, seedCrew } from './crew.js';
import { Load } from './load.js';
import { Random } from './random.js';
import type { Scenario } from './scenarios.js';
import { settle } from './settle.js';

/** How a scenario ended. */
export interface Outcome {
  scenario: string;
  declared: number;
  turnedAway: number;
  /** Milliseconds of the slowest "not now". */
  slowestRefusal: number;
  kills: number;
  /** Seconds from the end of the load until nothing was under way any more. */
  settled: number;
  violations: string[];
}

/** Violations told of one scenario. */
const MOST_TOLD = 10;
/** Milliseconds of work before things go wrong and after. */
const CALM = 700;
/** Milliseconds for the last items to reach the consoles: a lost bell is noticed after ten seconds. */
const LAST_BELL = 60_000;

/** A running platform, people at work on it, and everything that was seen since the start. */
export class Stage {
  readonly outcomes: Outcome[] = [];

  private constructor(
    readonly platform: Platform,
    readonly crew: Crew,
    private readonly consoles: readonly Console[],
    private readonly load: Load,
    private readonly tell: (line: string) => void,
  ) {}

  /** @param seed of the moments at which the consoles lose their network */
  static async set(seed: number, tell: (line: string) => void): Promise<Stage> {
    const platform = await startPlatform({}, { durable: true });
    try {
      const crew = await seedCrew(platform);
      const random = new Random(seed);
      const watchers = [...crew.analysts.slice(0, 2), ...crew.declarants.slice(0, 3)];
      const consoles = await Promise.all(
        watchers.map((person, index) => new Console(`${index + 1}`, person, random).open()),
      );
      return new Stage(platform, crew, consoles, new Load(crew), tell);
    } catch (error) {
      await platform.stop();
      throw error;
    }
  }

  /**
   * Lets things go wrong while people work, waits until all is quiet, and looks at everything since the start.
   *
   * @param withMails also waits for the mails, and looks at them
   */
  async play({ name, strike }: Scenario, withMails: boolean): Promise<Outcome> {
    const { load, platform } = this;
    const { declared, turnedAway } = load;
    const blows = new Blows(platform);
    load.slowestRefusal = 0;
    load.start();
    try {
      await sleep(CALM);
      await strike(blows);
      await sleep(CALM);
    } finally {
      await load.stop();
    }
    const { settled, evidence } = await this.settle(withMails);
    const outcome = {
      scenario: name,
      declared: load.declared - declared,
      turnedAway: load.turnedAway - turnedAway,
      slowestRefusal: load.slowestRefusal,
      kills: blows.kills,
      settled,
      violations: [...load.surprises.splice(0), ...violations(withMails ? evidence : withoutMails(evidence))],
    };
    this.outcomes.push(outcome);
    this.tell(`${name}: ${outcome.violations.length === 0 ? 'nothing lost or doubled' : 'FAILED'}`);
    for (const violation of outcome.violations.slice(0, MOST_TOLD)) this.tell(`  ${violation}`);
    return outcome;
  }

  /** Everything since the start, once nothing is under way and the consoles had time to hear the last of it. */
  async settle(withMails: boolean): Promise<{ settled: number; evidence: Evidence }> {
    const settled = (await settle(this.platform.adminUrl, withMails)) / 1000;
    const deadline = performance.now() + LAST_BELL;
    for (;;) {
      const evidence = await collect(this.platform, this.load.acknowledged, this.consoles);
      const behind = evidence.heard.some(({ after, head, cursors }) => cursors.length < head - after);
      if (!behind || performance.now() > deadline) return { settled, evidence };
      await sleep(500);
    }
  }

  async strike(): Promise<void> {
    await Promise.all(this.consoles.map((one) => one.close()));
    await this.platform.stop();
  }
}

/** What holds while mails may still be on their way. */
function withoutMails(evidence: Evidence): Evidence {
  const dutyNotifications = evidence.dutyNotifications.map((notification) => ({ ...notification, mailed: true }));
  return { ...evidence, dutyNotifications, mailsWanted: [], mails: [], received: [] };
}

/** One line for each scenario. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const width = Math.max(...outcomes.map(({ scenario }) => scenario.length), 8);
  const line = (...cells: string[]): string =>
    cells.map((cell, index) => (index === 0 ? cell.padEnd(width) : cell.padStart(13))).join('  ');
  return [
    line('scenario', 'acknowledged', 'turned away', 'slowest in s', 'kills', 'settled in s', 'violations'),
    ...outcomes.map(({ scenario, declared, turnedAway, slowestRefusal, kills, settled, violations }) =>
      line(
        scenario,
        ...[declared, turnedAway, (slowestRefusal / 1000).toFixed(1), kills, settled.toFixed(1), violations.length].map(
          String,
        ),
      ),
    ),
  ].join('\n');
}
