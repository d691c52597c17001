import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from '../command.js';
import { exists } from './archive-writer.js';
import { filesBelow } from './folder.js';
import { type ArchiveFile, FORMAT, FORMAT_VERSION, MANIFEST, Manifest, SUMS, sumsOf } from './manifest.js';

/** A line is a row; what is larger was not written by us. */
const MOST_LINE_BYTES = 64 << 20;
const MOST_MANIFEST_BYTES = 512 << 20;

export interface Verified {
  manifest: Manifest;
  sha256: string;
}

/**
 * Reads the whole archive once, and believes nothing of it: every file is named in the manifest, has its size and its checksum, and every
 * table has as many lines as it should.
 *
 * @param expected the SHA-256 of the manifest, as the export printed it
 * @throws OperatorError that says what is wrong
 */
export async function verifyArchive(folder: string, expected?: string): Promise<Verified> {
  if (!(await exists(join(folder, SUMS))))
    throw new OperatorError(`${folder} is no archive, or one that was never finished: ${SUMS} is missing`);
  const there = await filesBelow(folder);
  const { manifest, sha256 } = await readManifest(folder, there);
  if (expected !== undefined && expected !== sha256)
    throw new OperatorError(`This is another archive: its manifest has the SHA-256 ${sha256}, not ${expected}`);
  sameFiles(manifest, there);
  if ((await readFile(join(folder, SUMS), 'utf8')) !== sumsOf(manifest.files, sha256))
    throw new OperatorError(`${SUMS} does not agree with ${MANIFEST}: one of them was changed`);
  const rowsOf = new Map(manifest.tables.map(({ file, rows }) => [file, rows]));
  if (rowsOf.size !== manifest.tables.length) throw new OperatorError('Two tables share a file');
  for (const file of manifest.files) await verifyFile(folder, file, rowsOf.get(file.path));
  const missing = manifest.tables.find(({ file }) => !manifest.files.some(({ path }) => path === file));
  if (missing) throw new OperatorError(`The rows of ${missing.table} are missing`);
  return { manifest, sha256 };
}

async function readManifest(folder: string, there: readonly { path: string; bytes: number }[]): Promise<Verified> {
  const found = there.find(({ path }) => path === MANIFEST);
  if (!found) throw new OperatorError(`${folder} has no ${MANIFEST}`);
  if (found.bytes > MOST_MANIFEST_BYTES) throw new OperatorError(`${MANIFEST} is too large to be one`);
  const bytes = await readFile(join(folder, MANIFEST));
  const json = parsed(bytes.toString());
  const { format, formatVersion } = Object(json) as Record<string, unknown>;
  if (format !== FORMAT || formatVersion !== FORMAT_VERSION)
    throw new OperatorError(`${MANIFEST} is of another format than ${FORMAT} ${FORMAT_VERSION}`);
  const result = Manifest.safeParse(json);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new OperatorError(`${MANIFEST} is not as it should be: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  return { manifest: result.data, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new OperatorError(`${MANIFEST} is no JSON`);
  }
}

function sameFiles({ files }: Manifest, there: readonly { path: string; bytes: number }[]): void {
  const sizes = new Map(there.map(({ path, bytes }) => [path, bytes]));
  for (const own of [MANIFEST, SUMS]) sizes.delete(own);
  for (const { path, bytes } of files) {
    const size = sizes.get(path);
    if (size === undefined) throw new OperatorError(`${path} is missing, or named twice`);
    if (size !== bytes) throw new OperatorError(`${path} has ${size} bytes instead of ${bytes}`);
    sizes.delete(path);
  }
  const [extra] = sizes.keys();
  if (extra !== undefined) throw new OperatorError(`${JSON.stringify(extra)} is not named in the manifest`);
}

async function verifyFile(folder: string, { path, sha256 }: ArchiveFile, rows: number | undefined): Promise<void> {
  const hash = createHash('sha256');
  let lines = 0;
  let sinceLine = 0;
  for await (const chunk of createReadStream(join(folder, path)) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    if (rows === undefined) continue;
    for (let at = 0; ;) {
      const end = chunk.indexOf(10, at);
      sinceLine += (end === -1 ? chunk.length : end) - at;
      if (sinceLine > MOST_LINE_BYTES) throw new OperatorError(`${path}: line ${lines + 1} is longer than any row`);
      if (end === -1) break;
      [lines, sinceLine, at] = [lines + 1, 0, end + 1];
    }
  }
  if (hash.digest('hex') !== sha256) throw new OperatorError(`${path} was changed: its SHA-256 is another`);
  if (rows !== undefined && (lines !== rows || sinceLine > 0))
    throw new OperatorError(`${path} has ${lines} lines instead of ${rows}`);
}
