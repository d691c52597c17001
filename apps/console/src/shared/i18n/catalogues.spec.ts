import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { frenchSpaces } from './frenchSpaces.js';
import type { Catalogue } from './keys.js';

const source = join(process.cwd(), 'apps/console/src');
const frenchFiles = globSync('**/*.fr.ts', { cwd: source }).sort();
const read = async (file: string) => {
  const module = (await import(pathToFileURL(join(source, file)).href)) as Record<string, Catalogue>;
  return Object.values(module)[0]!;
};

function flat(texts: Catalogue, prefix = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') all.set(prefix + key, value);
    else for (const [name, text] of flat(value, `${prefix}${key}.`)) all.set(name, text);
  }
  return all;
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1]).sort();
/** A shared catalogue is used everywhere, a feature's own in its folder. */
const folderOf = (file: string) => (file.startsWith('shared/') ? '.' : dirname(file));
const base = (key: string) => key.replace(/_(one|other)$/, '');

/** Keys written out in the code beside a catalogue: t('a.b'), and the fixed start of t(`a.${b}`). */
function usedKeys(folder: string) {
  const files = globSync('**/*.{ts,tsx}', { cwd: join(source, folder) }).filter(
    (file) => !/\.(fr|en|spec)\.ts/.test(file),
  );
  const code = files.map((file) => readFileSync(join(source, folder, file), 'utf8')).join('\n');
  return {
    whole: new Set([...code.matchAll(/['"`]([\w+-]+(?:\.[\w+-]+)*)['"`]/g)].map((match) => match[1]!)),
    starts: [...code.matchAll(/`([\w.-]+\.)\$\{/g)].map((match) => match[1]!),
    calls: [...code.matchAll(/\b[tw]\(\s*'([^']+)'/g)].map((match) => match[1]!),
  };
}

describe('the catalogues', () => {
  it('exist', () => expect(frenchFiles.length).toBeGreaterThan(5));

  it.each(frenchFiles)('%s has the same keys and places in English, none empty', async (file) => {
    const fr = flat(await read(file));
    const en = flat(await read(file.replace('.fr.ts', '.en.ts')));
    expect([...en.keys()].sort()).toEqual([...fr.keys()].sort());
    for (const [key, text] of fr) {
      expect([key, text.trim() !== '', en.get(key)!.trim() !== '']).toEqual([key, true, true]);
      expect([key, ...placeholders(en.get(key)!)]).toEqual([key, ...placeholders(text)]);
    }
  });

  it.each(frenchFiles)('%s holds no key that nobody uses', async (file) => {
    const { whole, starts } = usedKeys(folderOf(file));
    const unused = [...flat(await read(file)).keys()]
      .map(base)
      .filter((key) => !whole.has(key) && !starts.some((start) => key.startsWith(start)));
    expect(unused).toEqual([]);
  });

  it('hold every key that the code names', async () => {
    const missing: string[] = [];
    const shared = await allKeys(frenchFiles.filter((file) => file.startsWith('shared/')));
    for (const file of frenchFiles) {
      const own = await allKeys([file]);
      for (const key of usedKeys(folderOf(file)).calls) {
        if (!own.has(key) && !shared.has(key) && !file.startsWith('shared/')) missing.push(`${file}: ${key}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('keep French punctuation on its line', () => {
    expect(frenchSpaces({ a: "Qu'est-ce ? « Oui » : 5 %" })).toEqual({
      a: 'Qu’est-ce\u00a0? «\u00a0Oui\u00a0»\u00a0: 5\u00a0%',
    });
  });
});

async function allKeys(files: string[]): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const file of files) for (const key of flat(await read(file)).keys()) keys.add(base(key));
  return keys;
}
