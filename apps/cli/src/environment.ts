import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';

/** Where an installation and the local stack leave the operator's variables. */
const PLACES = ['/etc/vigie/cli.env', ...localPlaces()];

/**
 * The operator's environment: our own variables, and what is missing among them from the first file that there is, so that
 * `vigie doctor` can be typed without preparation.
 */
export function operatorEnvironment(own: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  if (own['VIGIE_ADMIN_DATABASE_URL']) return own;
  const file = PLACES.find((place) => existsSync(place));
  return file ? { ...parseEnv(readFileSync(file, 'utf8')), ...own } : own;
}

/** The local stack's data folder is `.vigie` in the clone, or the one that VIGIE_DATA names. */
function localPlaces(): string[] {
  const clone = fileURLToPath(new URL('../../../../', import.meta.url));
  const folders = [process.env['VIGIE_DATA'], `${clone}.vigie`].filter(
    (folder) => folder !== undefined && folder !== '',
  );
  return folders.map((folder) => `${folder}/run/cli.env`);
}
