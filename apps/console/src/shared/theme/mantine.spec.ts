import { describe, expect, it } from '@jest/globals';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(process.cwd(), 'apps/console/src');
const styles = join(process.cwd(), 'node_modules/@mantine/core/styles');

/** The components of Mantine that the console names in its imports. */
function components(): Set<string> {
  const found = new Set<string>();
  for (const file of globSync('**/*.tsx', { cwd: source })) {
    const code = readFileSync(join(source, file), 'utf8');
    for (const [, names = ''] of code.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)) {
      for (const name of names.split(',')) found.add(name.replace(/\btype\b/, '').trim());
    }
  }
  return found;
}

describe('the styles of Mantine', () => {
  it('are loaded for every component in use', () => {
    const loaded = readFileSync(join(source, 'shared/theme/mantine.css'), 'utf8');
    const missing = [...components()].filter(
      (name) => existsSync(join(styles, `${name}.css`)) && !loaded.includes(`/${name}.css'`),
    );
    expect(missing).toEqual([]);
  });
});
