import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Refusal, type RefusalParams } from '#libs/contracts';
import type { CsafSource } from './csaf-document.js';
import { CsafReader, type CsafReaderOptions } from './csaf-reader.js';

/** Starting the process compiles the schema: a second or more. */
jest.setTimeout(60_000);

const entry = new URL('./csaf.process.from-source.mjs', import.meta.url);
const tooComplex = { path: '/', code: 'too-complex' };
const seed = readFileSync(new URL('../../../../deploy/seed/csaf/vigie-2026-0001.json', import.meta.url));
const changed = (change: (source: CsafSource) => void): Buffer => {
  const source = JSON.parse(seed.toString()) as CsafSource;
  change(source);
  return Buffer.from(JSON.stringify(source));
};
const withDocument = (fields: object): Buffer => changed(({ document }) => Object.assign(document, fields));

const folder = mkdtempSync(join(tmpdir(), 'vigie-csaf-'));
afterAll(() => rmSync(folder, { recursive: true }));
let programs = 0;
const program = (text: string): URL => {
  const file = join(folder, `${(programs += 1)}.mjs`);
  writeFileSync(file, text);
  return pathToFileURL(file);
};
const readers: CsafReader[] = [];
const readerWith = (options: CsafReaderOptions = {}): CsafReader => {
  const reader = new CsafReader({ entry, ...options });
  readers.push(reader);
  return reader;
};
const refusalParams = async (reading: Promise<unknown>): Promise<RefusalParams> => {
  const error: unknown = await reading.then(
    () => new Error('not refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal && error.code === 'csaf-invalid') return error.params;
  throw error;
};

let reader: CsafReader;
beforeAll(() => {
  reader = readerWith();
});
afterAll(() => readers.forEach((one) => one.close()));

describe('a valid document', () => {
  it('is read into what Vigie keeps', async () => {
    const content = await reader.read(seed);
    expect(content).toMatchObject({
      trackingId: 'VIGIE-2026-0001',
      publisherNamespace: 'https://kestrelis.example',
      documentVersion: '2',
      tlp: 'GREEN',
      releasedAt: '2026-11-09T08:30:00.000Z',
    });
    expect(content.vulnerabilities).toEqual([
      { cve: null, title: 'Port de maintenance sans authentification', score: 9.8 },
      { cve: null, title: 'Mot de passe écrit dans le logiciel', score: 6.5 },
    ]);
    expect(content.remediations.at(-1)?.productIds).toEqual(['KESTRELIS-0006', 'KESTRELIS-0010']);
  });

  it('has its product tree flattened, with status, condition and path', async () => {
    const { products } = await reader.read(seed);
    expect(products.map(({ productId, status }) => [productId.slice(-2), status])).toEqual([
      ['01', 'affected'], ['02', 'fixed'], ['03', 'affected'], ['04', 'fixed'], ['05', 'not-affected'],
      ['06', 'affected'], ['07', 'mentioned'], ['08', 'under-investigation'], ['09', 'mentioned'], ['10', 'affected'],
    ]); // prettier-ignore
    expect(products[0]).toEqual({
      productId: 'KESTRELIS-0001',
      vendor: 'Kestrelis Médical SAS',
      product: 'Alizé 3',
      version: 'vers:generic/<3.4.2',
      versionIsRange: true,
      status: 'affected',
      condition: null,
      path: ['Kestrelis Médical SAS', 'Alizé', 'Alizé 3', 'vers:generic/<3.4.2'],
    });
    expect(products.at(-1)).toMatchObject({
      product: 'Mistral Viewer (MV)',
      condition: 'installed_on: Kestrelis Médical SAS Tramontane OS 1.0',
    });
  });

  it('maps WHITE to CLEAR, and takes a document without a label for not public', async () => {
    const withTlp = (tlp?: object) => withDocument({ distribution: { text: 'x', tlp } });
    expect((await reader.read(withTlp({ label: 'WHITE' }))).tlp).toBe('CLEAR');
    expect((await reader.read(withTlp(undefined))).tlp).toBe('AMBER');
  });

  it('opens no connection to an address that it names', async () => {
    let connections = 0;
    const server = createServer().on('connection', () => (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await reader.read(
      Buffer.from(seed.toString().replaceAll(/https:\/\/(kestrelis\.example|www\.first\.org)\/?/g, address)),
    );
    await new Promise((resolve) => server.close(resolve));
    expect(connections).toBe(0);
  });
});

describe('a document that is not valid', () => {
  it.each([
    ['no JSON, with the place', Buffer.from('{"document":\n {,}'), { line: 2, column: 3, code: 'json-syntax' }],
    ['another encoding', Buffer.from('{"é":1}', 'latin1'), { line: 1, column: 1, code: 'not-utf-8' }],
    ['a list', Buffer.from('[]'), { path: '/', code: 'schema' }],
  ])('is refused: %s', async (_, bytes, place) => {
    expect(await refusalParams(reader.read(bytes))).toEqual({ count: 1, places: [place] });
  });

  it('is refused with every fault of the schema', async () => {
    const params = await refusalParams(reader.read(Buffer.from('{"document":{"category":"csaf_base","title":7}}')));
    expect(params.count).toBeGreaterThan(3);
    expect(params.places).toContainEqual({ path: '/document/title', code: 'schema', detail: 'must be string' });
  });

  it('is refused by the mandatory tests of the standard', async () => {
    const twice = changed(({ product_tree: tree }) => {
      const family = tree!.branches![0]!.branches![0]!;
      family.branches!.push(family.branches![0]!);
    });
    const { places } = await refusalParams(reader.read(twice));
    expect(places?.map(({ code }) => code)).toContain('6.1.2');
  });
});

describe('a hostile document', () => {
  const deep = Buffer.from(`{"product_tree":${'{"branches":['.repeat(200_000)}${']}'.repeat(200_000)}}`);

  it('that nests without end is refused', async () => {
    expect((await refusalParams(reader.read(deep))).count).toBeGreaterThanOrEqual(1);
    expect((await reader.read(seed)).trackingId).toBe('VIGIE-2026-0001');
  });

  it('with millions of values is refused before it is parsed', async () => {
    const huge = Buffer.from(`{"document":[${'[],'.repeat(3_000_000)}0]}`);
    expect((await refusalParams(reader.read(huge))).places).toEqual([tooComplex]);
  });

  it.each([
    ['exhausts the memory', 'const all = []; for (;;) all.push(new Array(100).fill({}));'],
    ['takes too long', 'for (;;);'],
    ['makes the reader fail', "throw new Error('a fault of ours')"],
    ['ends the process', 'process.exit(1)'],
  ])('that %s is refused, and the next one is read by a new process', async (_, harm) => {
    const fragile = readerWith({
      entry: program(`process.on('message', (bytes) => {
        if (Buffer.from(bytes).toString() === 'hostile') { ${harm} }
        process.send({ content: { trackingId: 'read' } });
      });
      process.send('ready');`),
      memoryLimit: 64,
      timeLimit: 3_000,
    });
    expect((await refusalParams(fragile.read(Buffer.from('hostile')))).places).toEqual([tooComplex]);
    expect((await fragile.read(Buffer.from('harmless'))).trackingId).toBe('read');
  });

  it('is a fault of ours when the process cannot even start', async () => {
    const broken = readerWith({ entry: program('throw new Error()') });
    await expect(broken.read(seed)).rejects.not.toBeInstanceOf(Refusal);
  });

  it('keeps texts that PostgreSQL could not store out of what is kept', async () => {
    const content = await reader.read(withDocument({ title: 'a\u0000b\ud800c\u001b' }));
    expect(content.title).toBe('ab\ufffdc');
  });
});

it('answers several documents at once, each with its own', async () => {
  const titles = ['un', 'deux', 'trois'];
  const contents = await Promise.all(titles.map((title) => reader.read(withDocument({ title }))));
  expect(contents.map(({ title }) => title)).toEqual(titles);
});
