import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SystemClock, loadConfig } from '#libs/platform';
import { OperatorError, UsageError, print } from '../command.js';
import { operatorEnvironment } from '../environment.js';
import { adminVariables } from '../settings.js';
import { databaseUrl } from './database-url.js';
import { importArchive } from './import.js';
import { withScratch } from './scratch.js';
import { storeOf } from './store.js';
import { unpackZip } from './zip.js';

export async function importCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { expect: { type: 'string' } },
    allowPositionals: true,
  });
  const [archive, ...more] = positionals;
  if (archive === undefined || more.length > 0) throw new UsageError('Name one archive');
  const path = resolve(archive);
  const info = await stat(path).catch(() => undefined);
  if (!info) throw new OperatorError(`There is no ${path}`);
  const config = loadConfig(adminVariables, operatorEnvironment());
  const from = async (folder: string): Promise<number> => {
    const isNew = await importArchive({
      url: databaseUrl(config),
      folder,
      expected: values.expect,
      openStore: storeOf(config),
      clock: new SystemClock(),
      tell: (line) => process.stderr.write(`${line}\n`),
    });
    print(isNew ? 'Everything is there.' : 'This archive was imported before: nothing was changed.');
    return 0;
  };
  if (info.isDirectory()) return from(path);
  return withScratch(`${path}.unpacked`, async (folder) => {
    await unpackZip(path, folder);
    return from(folder);
  });
}
