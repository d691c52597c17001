import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '#libs/contracts';
import type { FaultPoint } from '#libs/platform';
import type { Platform } from '#libs/testing';

type Supervised = NonNullable<ReturnType<Platform['running']['services']['get']>>;

/** Milliseconds in which a running load must have come past the point. */
const PASSED_WITHIN = 60_000;

/** What is done to a running platform. Each resolves when what was struck is back. */
export class Blows {
  kills = 0;

  constructor(private readonly platform: Platform) {}

  /**
   * The service dies by its own hand when it passes the point for the n-th time; then the next one like it at the next point.
   *
   * @throws when it does not come there: then nothing would have been tested
   */
  async killAt(service: ServiceName, points: readonly FaultPoint[], nth = 1): Promise<void> {
    for (const point of points) await this.dieAt(this.supervised(service), point, nth);
    await this.supervised(service).restart();
  }

  private async dieAt(process: Supervised, point: FaultPoint, nth: number): Promise<void> {
    const before = process.crashes;
    this.kills += 1;
    try {
      await process.restart({ VIGIE_FAULT_POINT: `${point}@${nth}` });
    } catch {
      // It came past the point before it was ready.
      return;
    }
    const deadline = performance.now() + PASSED_WITHIN;
    while (process.crashes === before) {
      if (performance.now() > deadline) throw new Error(`${process.name} did not come past ${point} ${nth} times`);
      await sleep(20);
    }
  }

  /** SIGKILL, wherever it is. */
  async kill(service: ServiceName): Promise<void> {
    this.kills += 1;
    await this.platform.kill(service);
  }

  /** NATS is gone for so long, and comes back with what it had written. */
  async killNats(milliseconds: number): Promise<void> {
    this.kills += 1;
    await this.nats().kill();
    await sleep(milliseconds);
    await this.nats().restart();
  }

  /** NATS comes back with nothing. */
  async eraseNats(milliseconds: number): Promise<void> {
    this.kills += 1;
    await this.nats().eraseStore();
    await sleep(milliseconds);
    await this.nats().restart();
  }

  /** The database server is killed, and recovers from its log. */
  async crashPostgres(milliseconds: number): Promise<void> {
    this.kills += 1;
    const { postgres } = this.platform.running;
    if (!postgres) throw new Error('this PostgreSQL is not ours to kill');
    await postgres.kill();
    await sleep(milliseconds);
    await postgres.restart();
  }

  private supervised(service: ServiceName): Supervised {
    const process = this.platform.running.services.get(service);
    if (!process) throw new Error(`${service} does not run`);
    return process;
  }

  private nats() {
    const { nats } = this.platform.running;
    if (!nats) throw new Error('this NATS is not ours to kill');
    return nats;
  }
}
