import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Actor, type ColumnMapping, Refusal, UPLOAD_PART_BYTES } from '#libs/contracts';
import { type Database, type DatabaseScope, UploadExpiry, execute } from '#libs/database';
import { type CommandContext, Outbox, messagingMigrated } from '#libs/messaging';
import { FixedClock, createLogger, newId } from '#libs/platform';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import { AssetService } from './assets/asset.service.js';
import { CsafReader } from './csaf/csaf-reader.js';
import { CsafService } from './csaf/csaf.service.js';
import { ExposureService } from './exposure/exposure.service.js';
import { ImportService } from './imports/import.service.js';
import { migrations } from './migrations/index.js';
import { ProductKeys } from './products/product-keys.js';
import { UploadService } from './uploads/upload.service.js';

jest.setTimeout(60_000);

const clock = new FixedClock();
const logger = createLogger({ service: 'asset-inventory', level: 'silent' });
const mapping: ColumnMapping = { vendor: 'Fournisseur', product: 'Produit', version: 'Version' };
const seed = readFileSync(new URL('../../../deploy/seed/csaf/vigie-2026-0001.json', import.meta.url));

let server: TestDatabase;
let database: Database;
let reader: CsafReader;
let uploads: UploadService;
let imports: ImportService;
let assets: AssetService;
let documents: CsafService;
let exposures: ExposureService;

beforeAll(async () => {
  server = await startTestDatabase([messagingMigrated, { name: 'asset-inventory', migrations }]);
  database = await server.connect('asset-inventory');
  reader = new CsafReader({ entry: new URL('./csaf/csaf.process.from-source.mjs', import.meta.url) });
  const outbox = new Outbox('asset-inventory', clock, { offer: () => undefined });
  uploads = new UploadService(database, reader, clock);
  imports = new ImportService(database, outbox, clock);
  assets = new AssetService(database, clock);
  documents = new CsafService(database, reader, outbox, clock);
  exposures = new ExposureService(database);
});
afterAll(async () => {
  reader.close();
  await server.close();
});

const acting = (kind: 'facility' | 'agency', ...facilities: string[]): CommandContext => {
  const id = newId();
  const actor: Actor = { kind: 'person', id, issuer: 'gateway', agencyRoles: [], facilities: [], locale: 'fr' };
  const scope: DatabaseScope = kind === 'agency' ? { kind, actorId: id } : { kind, facilities, actorId: id };
  return { actor, scope, traceId: 'trace', origin: '127.0.0.1', key: newId() };
};
const officerOf = (...facilities: string[]): CommandContext => acting('facility', ...facilities);
const again = (context: CommandContext): CommandContext => ({ ...context, key: newId() });
const analyst = acting('agency');

async function send(context: CommandContext, bytes: Uint8Array): Promise<string> {
  const uploadId = newId();
  const count = Math.max(1, Math.ceil(bytes.length / UPLOAD_PART_BYTES));
  for (let index = 0; index < count; index += 1) {
    const data = Buffer.from(bytes.subarray(index * UPLOAD_PART_BYTES, (index + 1) * UPLOAD_PART_BYTES)).toString(
      'base64',
    );
    await uploads.append({ uploadId, index, last: index === count - 1, data }, again(context));
  }
  return uploadId;
}

const csv = (...lines: string[]): Uint8Array =>
  Buffer.from(['Fournisseur;Produit;Version', ...lines].join('\r\n'), 'latin1');

async function load(
  context: CommandContext,
  facilityId: string,
  file: Uint8Array,
  mode: 'replace' | 'add' = 'replace',
) {
  const uploadId = await send(context, file);
  return imports.commit({ id: newId(), uploadId, facilityId, mapping, mode }, again(context));
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'not refused',
    (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error as Error)),
  );
const listOf = (
  context: CommandContext,
  fields: { facilityId?: string; q?: string; cursor?: string; limit?: number } = {},
) => assets.list({ limit: 100, ...fields }, context);

describe('an upload', () => {
  it('is put together from its parts, and counted', async () => {
    const context = officerOf(newId());
    const uploadId = newId();
    const part = (index: number, last: boolean, text: string) =>
      uploads.append({ uploadId, index, last, data: Buffer.from(text).toString('base64') }, again(context));
    expect(await part(0, false, 'Fournisseur;Pro')).toEqual({ uploadId, received: 15 });
    expect(await part(1, true, 'duit\nA;B')).toEqual({ uploadId, received: 23 });
    expect(await part(1, true, 'duit\nA;B')).toEqual({ uploadId, received: 23 });
    expect(await codeOf(part(1, true, 'something else'))).toBe('already-exists');
  });

  it.each([
    ['a part too large', 0, UPLOAD_PART_BYTES + 1],
    ['too many parts', 21, UPLOAD_PART_BYTES],
  ])('is refused: %s', async (_, parts, size) => {
    const context = officerOf(newId());
    const uploadId = newId();
    const data = Buffer.alloc(size).toString('base64');
    let last = 'not refused';
    for (let index = 0; index <= parts && last === 'not refused'; index += 1)
      last = await codeOf(uploads.append({ uploadId, index, last: false, data }, again(context)));
    expect(last).toBe('too-large');
  });

  it('is nobody else’s, and unknown to them', async () => {
    const facility = newId();
    const [owner, colleague] = [officerOf(facility), officerOf(facility)];
    const uploadId = await send(owner, csv('A;B;1'));
    expect((await imports.preview({ uploadId, facilityId: facility }, owner)).total).toBe(1);
    expect(await codeOf(imports.preview({ uploadId, facilityId: facility }, colleague))).toBe('not-found');
    expect(await codeOf(imports.preview({ uploadId: newId(), facilityId: facility }, owner))).toBe('not-found');
  });

  it('is not used while a part is missing', async () => {
    const facilityId = newId();
    const context = officerOf(facilityId);
    const uploadId = newId();
    await uploads.append({ uploadId, index: 1, last: true, data: 'QQ==' }, again(context));
    expect(await codeOf(imports.preview({ uploadId, facilityId }, context))).toBe('upload-incomplete');
  });

  it('goes after a day', async () => {
    const facilityId = newId();
    const context = officerOf(facilityId);
    const uploadId = await send(context, csv('A;B;1'));
    const tomorrow = new FixedClock(new Date(clock.now().getTime() + 25 * 3_600_000));
    expect(await new UploadExpiry(database, tomorrow, logger).run()).toBeGreaterThan(0);
    expect(await codeOf(imports.preview({ uploadId, facilityId }, context))).toBe('not-found');
  });
});

describe('an import', () => {
  it('puts the file in the place of the list, or beside it', async () => {
    const facilityId = newId();
    const context = officerOf(facilityId);
    expect(await load(context, facilityId, csv('BD;Alaris PC Unit;9.5', 'Dräger;Évita;2'))).toMatchObject({
      imported: 2,
      total: 2,
    });
    expect(await load(context, facilityId, csv('GE;LOGIQ 7;R4'), 'add')).toMatchObject({ imported: 1, total: 3 });
    expect(await load(context, facilityId, csv('GE;LOGIQ 7;R4'))).toMatchObject({ imported: 1, total: 1 });
    expect((await listOf(context)).items).toMatchObject([
      { vendor: 'GE', product: 'LOGIQ 7', version: 'R4', facilityId },
    ]);
  });

  it('is done once, however often it is sent', async () => {
    const facilityId = newId();
    const context = officerOf(facilityId);
    const body = {
      id: newId(),
      uploadId: await send(context, csv('A;B;1')),
      facilityId,
      mapping,
      mode: 'add' as const,
    };
    const first = await imports.commit(body, context);
    expect(await imports.commit(body, context)).toEqual(first);
    expect((await listOf(context)).total).toBe(1);
    expect(await codeOf(imports.commit(body, again(context)))).toBe('already-exists');
    expect(await codeOf(imports.commit({ ...body, mode: 'replace' }, context))).toBe('idempotency-key-reused');
    await database.transaction({ kind: 'system' }, (tx) => execute(tx, 'DELETE FROM upload_part'));
    expect(await imports.commit(body, context)).toEqual(first);
  });

  it('of a file with one fault changes nothing', async () => {
    const facilityId = newId();
    const context = officerOf(facilityId);
    await load(context, facilityId, csv('A;B;1'));
    expect(await codeOf(load(context, facilityId, csv('C;D;1', 'E;;1')))).toBe('file-invalid');
    expect((await listOf(context)).items).toMatchObject([{ vendor: 'A' }]);
  });

  it('says it as an event that counts up, and in the audit', async () => {
    const facilityId = newId();
    const context = officerOf(facilityId);
    await load(context, facilityId, csv('A;B;1'));
    const { importId } = await load(context, facilityId, csv('C;D;1'));
    const events = await server.asAdmin<{ version: number; payload: unknown }>(
      'SELECT version, payload FROM messaging.event WHERE aggregate_id = $1 ORDER BY version',
      [facilityId],
    );
    expect(events.map(({ version }) => version)).toEqual([1, 2]);
    expect(events[1]?.payload).toEqual({ facilityId, importId, imported: 1, total: 1 });
    const audited = await server.asAdmin(
      'SELECT 1 FROM asset_inventory.audit WHERE record_id = $1 AND facility_id = $2',
      [importId, facilityId],
    );
    expect(audited).toHaveLength(1);
  });

  it('for a facility that is not one’s own does not find it', async () => {
    const context = officerOf(newId());
    const uploadId = await send(context, csv('A;B;1'));
    expect(await codeOf(imports.preview({ uploadId, facilityId: newId() }, context))).toBe('not-found');
    expect(await codeOf(load(context, newId(), csv('A;B;1')))).toBe('not-found');
  });

  it('of ten thousand lines at once by two facilities', async () => {
    const file = csv(...Array.from({ length: 10_000 }, (_, i) => `Vendor ${i % 3_000};Product ${i};${i % 9}.1`));
    const facilities = [newId(), newId()];
    const results = await Promise.all(facilities.map((facility) => load(officerOf(facility), facility, file)));
    expect(results.map(({ total }) => total)).toEqual([10_000, 10_000]);
  });
});

describe('the list of assets', () => {
  const [own, other] = [newId(), newId()];
  const officer = officerOf(own);

  beforeAll(async () => {
    await load(officer, own, csv('Zeta;Un;1', 'Éclair;Deux;2', 'alpha;Trois_x;', 'Alpha;Quatre%;4', '=cmd;Cinq;-1'));
    await load(officerOf(other), other, csv('SecretVendor;SecretProduct;7'));
  });

  it('is in the order of names, page by page, without losing or repeating a row', async () => {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listOf(officer, { limit: 2, cursor });
      expect(page.total).toBe(5);
      names.push(...page.items.map(({ vendor, product }) => `${vendor} ${product}`));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(names).toEqual(['=cmd Cinq', 'Alpha Quatre%', 'alpha Trois_x', 'Éclair Deux', 'Zeta Un']);
  });

  it.each([
    ['ECLAIR', ['Deux']],
    ['_', ['Trois_x']],
    ['%', ['Quatre%']],
    ['secret', []],
  ])('is searched for %s', async (q, found) => {
    const page = await listOf(officer, { q });
    expect(page.items.map(({ product }) => product)).toEqual(found);
    expect(page.total).toBe(found.length);
  });

  it('shows a facility nothing of another, and the agency all', async () => {
    expect(await codeOf(listOf(officer, { facilityId: other }))).toBe('not-found');
    expect((await listOf(analyst, { facilityId: other })).items.map(({ vendor }) => vendor)).toEqual(['SecretVendor']);
    expect((await listOf(analyst, { q: 'secretprod' })).items.map(({ facilityId }) => facilityId)).toEqual([other]);
    const region = await listOf(analyst, { limit: 500 });
    expect(region.items).toHaveLength(500);
    const last = await listOf(analyst, { limit: 500, cursor: region.next ?? undefined });
    expect(last.items[0]!.id > region.items.at(-1)!.id).toBe(true);
  });

  it('is exported whole, and runs nothing in a spreadsheet', async () => {
    const { fileName, csv: text, next } = await assets.export({ facilityId: own }, officer);
    expect(next).toBeNull();
    expect(fileName).toBe('inventaire-2026-11-24.csv');
    expect(text.split('\r\n')).toHaveLength(7);
    expect(text).toContain("'=cmd;Cinq;'-1;");
    expect(await codeOf(assets.export({ facilityId: other }, officer))).toBe('not-found');
  });

  it('is exported in parts when it is long, each line once', async () => {
    const facility = newId();
    const holder = officerOf(facility);
    const names = Array.from({ length: 4_500 }, (_, index) => `${String(index).padStart(5, '0')} ${newId()}`);
    await load(holder, facility, csv(...names.map((name) => `Fabricant;${name};1`)));
    let text = '';
    let parts = 0;
    for (let cursor: string | null | undefined; cursor !== null; parts += 1) {
      const part = await assets.export({ facilityId: facility, cursor }, holder);
      text += part.csv;
      cursor = part.next;
    }
    expect(parts).toBe(3);
    expect(
      text
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(';')[1]),
    ).toEqual(names);
  });
});

describe('row-level security', () => {
  it.each(['asset', 'import', 'inventory', 'upload_part'])('is forced on %s', async (table) => {
    const [row] = await server.asAdmin<{ forced: boolean }>(
      `SELECT relrowsecurity AND relforcerowsecurity AS forced FROM pg_class WHERE oid = $1::regclass`,
      [`asset_inventory.${table}`],
    );
    expect(row?.forced).toBe(true);
  });

  it.each([
    'SELECT * FROM product',
    'SELECT * FROM csaf_document',
    'UPDATE asset SET version = NULL',
    'DELETE FROM import',
  ])('refuses a facility: %s', async (statement) => {
    const scope: DatabaseScope = { kind: 'facility', facilities: [newId()], actorId: newId() };
    await expect(database.transaction(scope, (tx) => execute(tx, statement))).rejects.toThrow(/permission denied/);
  });

  it('lets no facility write for another', async () => {
    const scope: DatabaseScope = { kind: 'facility', facilities: [newId()], actorId: newId() };
    const write = database.transaction(scope, (tx) =>
      execute(tx, 'INSERT INTO inventory (facility_id, version, total, imported_at) VALUES ($1, 1, 0, $2)', [
        newId(),
        clock.now(),
      ]),
    );
    await expect(write).rejects.toThrow(/row-level security/);
  });
});

describe('a CSAF document', () => {
  const importCsaf = async (bytes: Uint8Array, id = newId()) =>
    documents.import({ id, uploadId: await send(analyst, bytes) }, again(analyst));
  const variant = (title: string): Buffer => {
    const document = JSON.parse(seed.toString()) as { document: { title: string } };
    document.document.title = title;
    return Buffer.from(JSON.stringify(document));
  };

  it('is validated, kept and listed, the last one first', async () => {
    const first = await importCsaf(variant('un'));
    expect(first).toMatchObject({
      trackingId: 'VIGIE-2026-0001',
      title: 'un',
      tlp: 'GREEN',
      productCount: 10,
      vulnerabilityCount: 2,
    });
    clock.advance(1000);
    const second = await importCsaf(variant('deux'));
    const page = await documents.list({ limit: 1 }, analyst);
    expect(page).toMatchObject({ items: [second], total: 2 });
    expect((await documents.list({ limit: 1, cursor: page.next ?? '' }, analyst)).items).toEqual([first]);
    expect(await documents.get(first.id, analyst.scope)).toMatchObject({ id: first.id, products: { length: 10 } });
    expect(await codeOf(documents.get(newId(), analyst.scope))).toBe('not-found');
  });

  it('that is there already is not kept twice', async () => {
    const first = await importCsaf(variant('trois'));
    expect(await importCsaf(variant('trois'))).toEqual(first);
    expect(await codeOf(importCsaf(variant('quatre'), first.id))).toBe('already-exists');
  });

  it('that is not valid is refused with its faults, and nothing is kept', async () => {
    const { total } = await documents.list({ limit: 1 }, analyst);
    expect(await codeOf(importCsaf(Buffer.from('{"document":{}}')))).toBe('csaf-invalid');
    expect((await documents.list({ limit: 1 }, analyst)).total).toBe(total);
  });
});

describe('exposure', () => {
  const holders = {
    exact: newId(),
    written: newId(),
    noVersion: newId(),
    fixed: newId(),
    family: newId(),
    alike: newId(),
    condition: newId(),
  };
  let csafId = '';

  beforeAll(async () => {
    const files: Record<keyof typeof holders, string[]> = {
      exact: [
        'Kestrelis Médical SAS;Alizé 3;3.4.1',
        'Kestrelis Médical SAS;Alizé 3;3.4.1',
        'Kestrelis Médical SAS;Mistral PACS;7.0',
      ],
      written: ['KESTRELIS MEDICAL;kestrelis médical alize-3;V3.4'],
      noVersion: ['Kestrelis Medical;Alizé Central;'],
      fixed: ['Kestrelis Medical;Alizé 3;3.4.2', 'Kestrelis Medical;Alizé 2;1.0'],
      family: ['Kestrelis Médical;Alizé;3.4.1'],
      alike: ['Autre Médical;Alizé 3;3.4.1', 'Kestrelis Medical;Mistral Reader;5.1'],
      condition: ['Kestrelis Medical;Mistral Viewer;5.1 SP2'],
    };
    for (const [name, lines] of Object.entries(files)) {
      const facility = holders[name as keyof typeof holders];
      await load(officerOf(facility), facility, csv(...lines));
    }
    const uploadId = await send(analyst, seed);
    csafId = (await documents.import({ id: newId(), uploadId }, again(analyst))).id;
  });

  it('names the facilities that hold what is affected, and counts what stays undetermined', async () => {
    const exposure = await exposures.get(csafId, analyst.scope);
    const verdicts = new Map(exposure.facilities.map(({ facilityId, verdict }) => [facilityId, verdict]));
    expect(Object.fromEntries(Object.entries(holders).map(([name, id]) => [name, verdicts.get(id) ?? 'none']))).toEqual(
      {
        exact: 'match',
        written: 'undetermined',
        noVersion: 'undetermined',
        fixed: 'none',
        family: 'undetermined',
        alike: 'none',
        condition: 'undetermined',
      },
    );
    expect(exposure).toMatchObject({ matched: 1, undetermined: 4 });
    expect(exposure.inventoried).toBeGreaterThanOrEqual(7);
  });

  it('shows the evidence', async () => {
    const { facilities } = await exposures.get(csafId, { kind: 'system' });
    const exact = facilities.find(({ facilityId }) => facilityId === holders.exact)!;
    expect(exact).toMatchObject({ matchedAssets: 2, undeterminedAssets: 1 });
    expect(exact.evidence).toMatchObject([
      {
        assetProduct: 'Alizé 3',
        assetVersion: '3.4.1',
        productId: 'KESTRELIS-0001',
        advisoryVersion: 'vers:generic/<3.4.2',
        verdict: 'match',
        rule: 'version-in-range',
        doubts: [],
        assetKey: 'kestrelismedical alize3',
        advisoryKey: 'kestrelismedical alize3',
        assets: 2,
      },
      { assetProduct: 'Mistral PACS', verdict: 'undetermined', rule: 'status-under-investigation' },
    ]);
    const family = facilities.find(({ facilityId }) => facilityId === holders.family)!;
    expect(family.evidence.map(({ doubts }) => doubts[0])).toContain('product-partial');
  });

  it('finds products whose keys an earlier release made by other rules', async () => {
    await server.asAdmin(
      `UPDATE asset_inventory.product SET vendor_group = 'old', core_words = '{}', product_key = 'old', rules = 'old'`,
    );
    expect((await exposures.get(csafId, analyst.scope)).matched).toBe(0);
    expect(await new ProductKeys(database, logger).renew()).toBeGreaterThan(10_000);
    expect((await exposures.get(csafId, analyst.scope)).matched).toBe(1);
  });

  it('of an unknown document is not found', async () => {
    expect(await codeOf(exposures.get(newId(), analyst.scope))).toBe('not-found');
  });
});
