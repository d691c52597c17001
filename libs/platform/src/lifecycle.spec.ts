import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';

/** A process that uses the lifecycle as a service does; the code under test is the file itself, so that signals are real. */
function start(options: { exitWithParent: boolean; ipc?: boolean; close?: string }): ChildProcess {
  const lifecycle = new URL('./lifecycle.ts', import.meta.url).href;
  const script = `
    const { announceReady, shutDownGracefully } = await import(${JSON.stringify(lifecycle)});
    const silent = { info() {}, error() {}, fatal() {} };
    shutDownGracefully({ logger: silent, exitWithParent: ${options.exitWithParent}, patience: 300, close: ${options.close ?? 'async () => console.log("closed")'} });
    setInterval(() => {}, 1000);
    process.on('message', () => { throw new Error('nobody caught this'); });
    announceReady('incident', 4711);`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit', ...(options.ipc ? (['ipc'] as const) : [])],
  });
}

async function ready(child: ChildProcess): Promise<{ output: () => string }> {
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  while (!text.includes('\n')) await once(child.stdout as NodeJS.ReadableStream, 'data');
  return { output: () => text };
}

/** `close` does not come from a child whose channel was closed; `exit` may come before its last output. */
async function ending(child: ChildProcess, event: 'close' | 'exit' = 'exit'): Promise<number | null> {
  const [code] = (await once(child, event)) as [number | null];
  return code;
}

describe('a service’s process', () => {
  it('says in one line that it is ready, and closes in order on SIGTERM', async () => {
    const child = start({ exitWithParent: false });
    const { output } = await ready(child);
    expect(JSON.parse(output())).toEqual({ ready: 'incident', port: 4711 });
    child.kill('SIGTERM');
    expect(await ending(child, 'close')).toBe(0);
    expect(output()).toContain('closed');
  });

  it('ends with its parent when asked: standard input', async () => {
    const child = start({ exitWithParent: true });
    await ready(child);
    child.stdin?.end();
    expect(await ending(child)).toBe(0);
  });

  it('ends with its parent when asked: channel', async () => {
    const child = start({ exitWithParent: true, ipc: true });
    await ready(child);
    child.disconnect();
    expect(await ending(child)).toBe(0);
  });

  it('does not wait for ever for what does not close', async () => {
    const child = start({ exitWithParent: false, close: '() => new Promise(() => {})' });
    await ready(child);
    child.kill('SIGTERM');
    expect(await ending(child)).toBe(1);
  });

  it('ends with code 1 on an error that nobody caught', async () => {
    const child = start({ exitWithParent: false, ipc: true });
    await ready(child);
    child.send('go');
    expect(await ending(child)).toBe(1);
  });
});
