import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SystemClock, loadConfig } from '#libs/platform';
import { OperatorError, UsageError, print } from '../command.js';
import { operatorEnvironment } from '../environment.js';
import { adminVariables } from '../settings.js';
import { exists } from './archive-writer.js';
import { databaseUrl } from './database-url.js';
import { type ExportDone, exportArchive } from './export.js';
import { withScratch } from './scratch.js';
import { storeOf } from './store.js';
import { packZip } from './zip.js';

export async function exportCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      all: { type: 'boolean', default: false },
      facility: { type: 'string', multiple: true },
      out: { type: 'string' },
    },
  });
  const { all, facility: facilities, out } = values;
  if (all === (facilities !== undefined)) throw new UsageError('Say --all, or --facility with a FINESS number');
  if (out === undefined) throw new UsageError('Say with --out where the archive goes');
  const config = loadConfig(adminVariables, operatorEnvironment());
  const target = resolve(out);
  const asZip = target.endsWith('.zip');
  if (asZip && (await exists(target))) throw new OperatorError(`${target} is there already: choose another name`);
  const into = (folder: string): Promise<ExportDone> =>
    exportArchive({
      url: databaseUrl(config),
      target: folder,
      facilities,
      openStore: storeOf(config),
      clock: new SystemClock(),
      tell: (line) => process.stderr.write(`${line}\n`),
    });
  const packed = async (folder: string): Promise<ExportDone> => {
    const whole = await into(folder);
    await packZip(folder, target);
    return whole;
  };
  const done = asZip ? await withScratch(`${target}.files`, packed) : await into(target);
  print(`${done.rows} records and ${done.files} files on incidents are in ${target}`);
  print(`SHA-256 of its manifest, to be kept elsewhere: ${done.sha256}`);
  if (done.lost > 0)
    print(
      `${done.lost} files that the attachment store has lost are not in it: "lostFiles" in its manifest names them`,
    );
  return done.lost > 0 ? 1 : 0;
}
