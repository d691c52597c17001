import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '#libs/contracts';
import type { FaultPoint } from '#libs/platform';
import type { Platform } from '#libs/testing';

/** Milliseconds in which a running load must have come past the point. */
const PASSED_WITHIN = 40_000;

/** What is done to a running platform. Each resolves when what was struck is back. */
export class Blows {
  kills = 0;

  constructor(private readonly platform: Platform) {}

  /**
   * The service dies by its own hand when it passes the point for the n-th time.
   *
   * @throws when it does not come there: then nothing would have been tested
   */
  async killAt(service: ServiceName, point: FaultPoint, nth = 1): Promise<void> {
    const process = this.supervised(service);
    const before = process.crashes;
    this.kills += 1;
    try {
      await process.restart({ VIGIE_FAULT_POINT: `${point}@${nth}` });
    } catch {
      // It came past the point before it was ready: what nobody has seen run is not supervised yet.
      await process.restart();
      return;
    }
    const deadline = performance.now() + PASSED_WITHIN;
    while (process.crashes === before) {
      if (performance.now() > deadline) throw new Error(`${service} did not come past ${point} ${nth} times`);
      await sleep(20);
    }
    await process.whenReady();
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

  private supervised(service: ServiceName) {
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
