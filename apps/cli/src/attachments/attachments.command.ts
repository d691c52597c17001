import { parseArgs } from 'node:util';
import { loadConfig } from '#libs/platform';
import { attachmentOperator } from '../built-modules.js';
import { OperatorError, UsageError, print } from '../command.js';
import { operatorEnvironment } from '../environment.js';
import { attachmentKeys } from '../secrets.js';
import { withServiceDatabase } from '../service-database.js';
import { adminVariables } from '../settings.js';

/** So many files are named. */
const NAMED = 20;

/** The keys of stored files: the master keys are in the secrets file, the newest first. */
export async function attachments(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const config = loadConfig(adminVariables, operatorEnvironment());
  const operator = await attachmentOperator();
  const [verb] = positionals;
  if (verb !== 'rotate-key' && verb !== 'keys') throw new UsageError('Say rotate-key or keys');
  const keys = await attachmentKeys(config.secretsFile);
  return withServiceDatabase(config, 'incident', async (database) => {
    let lost: string[] = [];
    if (verb === 'rotate-key') {
      const done = await operator.rotate(database, keys.join(','));
      if (!done) throw new OperatorError(`${config.secretsFile} holds master keys that cannot be read`);
      print(`${done.wrapped} files are wrapped anew with the master key ${done.keyId}.`);
      lost = done.lost;
      for (const id of lost.slice(0, NAMED))
        print(`No master key of ${config.secretsFile} opens the file ${id}: it stays as it is`);
      if (lost.length > NAMED) print(`... and ${lost.length - NAMED} more`);
    }
    const used = await operator.keysInUse(database);
    const listed = keys.map((key) => key.split(':')[0] ?? '');
    const all = [...new Set([...listed, ...used.map(({ keyId }) => keyId)])].map((keyId) => ({
      keyId,
      files: used.find((row) => row.keyId === keyId)?.files ?? 0,
      known: listed.includes(keyId),
    }));
    print(values.json ? JSON.stringify(all, undefined, 2) : all.map(describe).join('\n'));
    return lost.length === 0 && all.every(({ known }) => known) ? 0 : 1;
  });
}

function describe({ keyId, files, known }: { keyId: string; files: number; known: boolean }): string {
  if (!known) return `${keyId}: opens ${files} files, and is NOT in the secrets file: without it they are lost`;
  return files === 0 ? `${keyId}: opens no file any more` : `${keyId}: opens ${files} files`;
}
