// Keeps package-lock.json fit for `npm ci` everywhere. npm leaves optional platform packages that its registry does not
// offer out of the lock, and `npm ci` then refuses the lock as out of step. A stub entry (version, optional) heals it: the
// package is skipped on platforms that do not match, and tried (and allowed to fail) on those that do.
//
//   node deploy/local/lock.mjs          writes the missing stubs
//   node deploy/local/lock.mjs --check  exits 1 when some are missing
import { readFileSync, writeFileSync } from 'node:fs';

const LOCK = new URL('../../package-lock.json', import.meta.url);

/**
 * The stub entries a lock lacks.
 * @param {Record<string, any>} packages the `packages` table of a lock file
 * @returns {Record<string, { version: string, optional: true }>} by lock path
 */
export function missingStubs(packages) {
  /** @type {Record<string, { version: string, optional: true }>} */
  const stubs = {};
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const here = resolvedPath(packages, path, name);
      if (here === undefined || packages[here].version === undefined) {
        stubs[here ?? `node_modules/${name}`] = { version: String(range).replace(/^[\^~>=v ]+/, ''), optional: true };
      }
    }
  }
  return stubs;
}

/** @param {Record<string, any>} packages @param {string} from @param {string} name */
function resolvedPath(packages, from, name) {
  for (let folder = from; ; folder = folder.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[candidate] !== undefined) return candidate;
    if (folder === '') return undefined;
  }
}

if (process.argv[1] !== undefined && import.meta.url.endsWith(process.argv[1].replace(/^.*\//, '/'))) {
  const lock = JSON.parse(readFileSync(LOCK, 'utf8'));
  const stubs = missingStubs(lock.packages);
  const names = Object.keys(stubs);
  if (process.argv.includes('--check')) {
    if (names.length > 0) {
      console.error(
        `package-lock.json lacks ${names.length} stubs (run: node deploy/local/lock.mjs): ${names.join(', ')}`,
      );
      process.exit(1);
    }
  } else if (names.length > 0) {
    const packages = { ...lock.packages, ...stubs };
    lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
    writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
    console.log(`added ${names.length} stubs`);
  }
}
