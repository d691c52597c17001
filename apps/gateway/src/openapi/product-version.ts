import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version in package.json, which lies somewhere above, in the sources as in the build. */
export function productVersion(from = import.meta.dirname): string {
  const file = join(from, 'package.json');
  if (existsSync(file)) return String((JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version);
  const above = dirname(from);
  if (above === from) throw new Error('package.json is missing');
  return productVersion(above);
}
