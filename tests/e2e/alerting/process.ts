import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '../../..');

/** A service as a process of its own, run from its source. */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  /** What it logged, for when a test fails. */
  readonly log: string[] = [];

  constructor(
    private readonly service: string,
    private readonly environment: Record<string, string>,
  ) {}

  /** Resolves when it says that it is ready. */
  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      ['--conditions=source', '--import', './deploy/local/typescript.mjs', `apps/${this.service}/src/main.ts`],
      {
        cwd: ROOT,
        env: { PATH: process.env['PATH'], ...this.environment, VIGIE_EXIT_WITH_PARENT: 'yes' },
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    this.child = child;
    createInterface({ input: child.stderr }).on('line', (line) => {
      this.log.push(line);
      if (process.env['VIGIE_TEST_LOG']) process.stderr.write(`${this.service} ${line}\n`);
    });
    const ready = new Promise<void>((resolve) =>
      createInterface({ input: child.stdout }).once('line', () => resolve()),
    );
    const ended = once(child, 'exit').then(() => {
      throw new Error(`${this.service} ended before it was ready:\n${this.log.join('\n')}`);
    });
    await Promise.race([ready, ended]);
    ended.catch(() => undefined);
  }

  /** Whether it was started and is gone. */
  get hasEnded(): boolean {
    return this.child !== undefined && (this.child.exitCode !== null || this.child.signalCode !== null);
  }

  /** Of the process that was started last; undefined when it has ended. */
  get pid(): number | undefined {
    const { child } = this;
    return child && child.exitCode === null && child.signalCode === null ? child.pid : undefined;
  }

  /** SIGTERM, as an operator stops it. */
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** SIGKILL, as a crash ends it. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}
