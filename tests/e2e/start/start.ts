import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { scratchFolder } from '#libs/testing';
import { ROOT, chooseDataFolder } from '../../../deploy/local/data.mjs';
import { freePort } from '../../../deploy/local/ports.mjs';

/** Whatever `npm start` starts carries this in its environment, however it was started. */
const MARK = 'STARTED_BY_TEST';

/** The programs of this clone. */
export const toolsDir = join((await chooseDataFolder()).path, 'tools');
const folders: { path: string; remove: () => Promise<void> }[] = [];
const running = new Set<Start>();

/** A data folder that no one else has, with the programs of this clone. */
export async function freshFolder(): Promise<string> {
  const folder = await scratchFolder('start');
  folders.push(folder);
  await mkdir(toolsDir, { recursive: true });
  await symlink(toolsDir, join(folder.path, 'tools'));
  return folder.path;
}

export async function removeFolders(): Promise<void> {
  for (const folder of folders) await folder.remove();
}

/** One `npm start`, as a person types it in a terminal. */
export class Start {
  private text = '';
  private readonly closed: Promise<unknown>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly mark: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (piece: string) => (this.text += piece));
    }
    this.closed = once(child, 'close');
  }

  static async with(environment: Record<string, string>): Promise<Start> {
    const own = Object.entries(process.env).filter(([name]) => !/^(VIGIE_|npm_|NODE_OPTIONS$|JEST_)/.test(name));
    const mark = randomUUID();
    const env = { ...Object.fromEntries(own), VIGIE_PORT: String(await freePort()), ...environment, [MARK]: mark };
    const start = new Start(spawn('npm', ['start'], { cwd: ROOT, env, detached: true }), `${MARK}=${mark}`);
    running.add(start);
    return start;
  }

  /** Ends with force what a case has left running. */
  static async endAll(): Promise<void> {
    for (const start of running) await start.end('SIGKILL');
  }

  /** All that it has printed, on both streams. */
  get printed(): string {
    return this.text;
  }

  /** What it has printed, but for npm's own lines and the progress. */
  get sentences(): string[] {
    return this.text.split('\n').filter((line) => line.trim() !== '' && !/^(> |\[ *\d|npm )/.test(line));
  }

  /** The address that it prints. @throws with what it printed instead when it ends */
  async ready(): Promise<string> {
    while (this.child.exitCode === null && this.child.signalCode === null) {
      const url = /Vigie is ready: (\S+)[^]*Ctrl-C/.exec(this.text)?.[1];
      if (url) return url.replace('localhost', '127.0.0.1');
      await sleep(50);
    }
    throw new Error(`npm start ended with ${this.child.exitCode}: ${this.text}`);
  }

  /** Its exit code, once it has ended by itself. */
  async code(): Promise<number | null> {
    await this.closed;
    running.delete(this);
    return this.child.exitCode;
  }

  /** The terminal sends Ctrl-C to everything in the foreground. */
  async end(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    if (this.child.pid && this.child.exitCode === null) process.kill(-this.child.pid, signal);
    return this.code();
  }

  async losesNpm(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.code();
  }

  /** The names of what runs because of it, however it is related. */
  async processes(): Promise<string[]> {
    const found = await Promise.all(
      (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map((pid) => this.nameOf(pid)),
    );
    return found.filter((name) => name !== '').sort();
  }

  /** Nothing is left, or what still is after a moment. */
  async leftovers(): Promise<string[]> {
    for (let turn = 0; turn < 50 && (await this.processes()).length > 0; turn += 1) await sleep(100);
    return this.processes();
  }

  private async nameOf(pid: string): Promise<string> {
    const read = (file: string) => readFile(join('/proc', pid, file), 'utf8').catch(() => '');
    return (await read('environ')).split('\0').includes(this.mark) ? (await read('comm')).trim() : '';
  }
}
