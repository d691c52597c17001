import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { findProgram } from '../../deploy/local/debian.mjs';
import { SERVICES } from '../../deploy/local/secrets.mjs';
import { ROOT } from './deploy/scratch.js';
import { files, sourceOf, stack } from './deploy/stack.js';

describe('systemd units', () => {
  const folder = join(ROOT, 'deploy/systemd');
  const units = readdirSync(folder).map((name) => [name, unitOf(readFileSync(join(folder, name), 'utf8'))] as const);

  it.each(units)('%s names only paths, files and units that exist', (name, unit) => {
    expect(Object.keys(unit)).toContain('Unit');
    const instances = name.includes('@') ? SERVICES : [''];
    for (const instance of instances) {
      const filled = (text: string) => text.replaceAll('%i', instance);
      for (const start of unit['Service']?.['ExecStart'] ?? []) {
        for (const word of filled(start).split(' ')) {
          if (word.startsWith('dist/')) expect(existsSync(sourceOf(word))).toBe(true);
          if (word.startsWith('/opt/vigie/deploy/'))
            expect(existsSync(join(ROOT, word.replace('/opt/vigie/', '')))).toBe(true);
        }
      }
      for (const file of unit['Service']?.['EnvironmentFile'] ?? []) {
        expect(Object.keys(files)).toContain(filled(file).replace('/etc/vigie/', ''));
      }
    }
    const named = ['Wants', 'Requires', 'After', 'PartOf']
      .flatMap((key) => unit['Unit']?.[key] ?? [])
      .flatMap((list) => list.split(' '));
    for (const other of named.filter((word) => word.startsWith('vigie'))) {
      expect(units.map(([file]) => file)).toContain(other.replace(/@.+\.service$/, '@.service'));
    }
  });

  const unit = (name: string) => units.find(([file]) => file === name)?.[1]['Service'] ?? {};

  it('run as a user that sysusers.d makes', () => {
    const made = /^u (\w+) /m.exec(readFileSync(join(ROOT, 'deploy/sysusers.d/vigie.conf'), 'utf8'))?.[1];
    for (const [name, { Service }] of units) if (Service) expect([name, Service['User']]).toEqual([name, [made]]);
  });

  it('hand the secrets, which are root’s alone, over to who migrates', () => {
    const { LoadCredential = [], ExecStart = [] } = unit('vigie-migrate.service');
    const [name, from] = LoadCredential[0]?.split(':') ?? [];
    expect(from).toBe(stack.secretsFile);
    expect(ExecStart[0]).toContain(`VIGIE_SECRETS_FILE=\${CREDENTIALS_DIRECTORY}/${name}`);
  });

  it('make the folders that the environment names', () => {
    expect(unit('vigie-migrate.service')['StateDirectory']).toEqual([stack.dataDir.replace('/var/lib/', '')]);
    expect(unit('vigie-nats.service')['StateDirectory']).toEqual(['vigie-nats']);
  });

  it('end a reader of CSAF that runs out of memory, and not the service', () => {
    expect(unit('vigie@.service')).toMatchObject({ MemoryMax: ['1G'], OOMPolicy: ['continue'] });
  });

  it.each(['vigie@.service', 'vigie-nats.service'])('%s never gives up', (name) => {
    const file = units.find(([known]) => known === name)?.[1];
    expect([file?.['Unit']?.['StartLimitIntervalSec'], file?.['Service']?.['Restart']]).toEqual([['0'], ['always']]);
  });

  const analyze = findProgram('systemd-analyze');
  (analyze ? it : it.skip)('are understood by systemd, but for programs that are not installed here', async () => {
    const names = [...units.map(([name]) => name).filter((name) => name !== 'vigie@.service'), 'vigie@gateway.service'];
    const args = ['--man=no', 'verify', ...names.map((name) => join(folder, name))];
    const { stderr } = await promisify(execFile)(analyze ?? '', args).catch((error: { stderr: string }) => error);
    const complaints = stderr
      .split('\n')
      .filter((line) => line.includes('vigie') && !/not executable|not found in/.test(line));
    expect(complaints).toEqual([]);
  });

  it('the target starts every service', () => {
    const wants = unitOf(readFileSync(join(folder, 'vigie.target'), 'utf8'))['Unit']?.['Wants']?.join(' ') ?? '';
    for (const service of SERVICES) expect(wants).toContain(`vigie@${service}.service`);
  });
});

/** Sections and keys of a unit file; a key may stand several times. */
function unitOf(text: string): Record<string, Record<string, string[]>> {
  const sections: Record<string, Record<string, string[]>> = {};
  let section: Record<string, string[]> = {};
  for (const line of text.split('\n')) {
    const header = /^\[(\w+)\]$/.exec(line);
    if (header?.[1]) section = sections[header[1]] = {};
    const entry = /^(\w+)=(.*)$/.exec(line);
    if (entry?.[1]) (section[entry[1]] ??= []).push(entry[2] ?? '');
  }
  return sections;
}
