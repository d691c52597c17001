import { describe, expect, it } from '@jest/globals';
import { judgeNats } from './carrier.checks.js';
import type { Finding } from './check.js';
import { judgeDisk } from './disk.js';
import { judgeServer } from './server.checks.js';

const GIB = 1024 ** 3;
const disk = (free: number, size: number): Finding => judgeDisk('/data', { free: free * GIB, size: size * GIB });
const server = (number: number, text: string, recovery = false): Finding => judgeServer({ number, text, recovery });
const nats = (version: string, jetstream = true): Finding => judgeNats({ version, jetstream });

/** What no test can bring about on a machine that is well. */
describe('the doctor judges', () => {
  it.each<[string, Finding, string, RegExp]>([
    ['a disk that is full', disk(0.4, 100), 'wrong', /^free space now: PostgreSQL stops/],
    ['a disk that has little room', disk(4, 20), 'warning', /^free space or enlarge the disk$/],
    ['a large disk of which little is left', disk(40, 1000), 'warning', /^free space or enlarge the disk$/],
    ['a PostgreSQL that is too old', server(140_020, '14.20'), 'wrong', /^upgrade to PostgreSQL 15 or newer$/],
    ['a standby', server(150_018, '15.18', true), 'wrong', /^give the address of the primary$/],
    ['a NATS with published faults', nats('2.9.10'), 'warning', /^it has published .* upgrade to 2\.12\.7 or newer/],
    ['a NATS just before they were mended', nats('2.12.6'), 'warning', /upgrade to 2\.12\.7 or newer/],
    ['a NATS that keeps nothing', nats('2.12.7', false), 'wrong', /^start it with deploy\/nats\/nats\.conf$/],
  ])('%s, and says what to do', (_, finding, state, advice) => {
    expect(finding).toMatchObject({ state, advice: expect.stringMatching(advice) });
  });

  it.each<[string, Finding, RegExp]>([
    ['room on the disk', disk(5, 100), /^5\.0 GiB free of 100\.0 under \/data$/],
    ['the oldest PostgreSQL that will do', server(150_000, '15.0'), /^PostgreSQL 15\.0$/],
    ['a NATS that is mended', nats('2.12.7'), /^nats-server 2\.12\.7$/],
    ['a newer NATS', nats('2.14.0-RC.1'), /^nats-server 2\.14\.0-RC\.1$/],
  ])('%s as well', (_, finding, found) => {
    expect(finding).toEqual({ state: 'well', found: expect.stringMatching(found) });
  });
});
