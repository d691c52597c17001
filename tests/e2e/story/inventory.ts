import type { Asset, CsafSummary, Exposure, ImportPreview } from '#libs/contracts';
import { ok } from '#libs/testing';
import { type Worker, type World, must, newRecordId, ownFacility, withRole, work } from './world.js';

interface NamedProduct {
  vendor: string;
  product: string;
  version: string;
}

interface Branch {
  category?: string;
  name?: string;
  product?: { product_id: string };
  branches?: Branch[];
}

interface Document {
  product_tree?: { branches?: Branch[] };
  vulnerabilities?: { product_status?: { known_affected?: string[] } }[];
}

const PLAIN_VERSION = /^v?\d[\w.-]*$/i;
const EVERY_VERSION = /\*|^all/i;

/**
 * Affected products that a CSAF document names, read straight from its tree: with their version, or without one for a range. Those of which all
 * versions are affected are left out, because no version is needed to be sure of them.
 */
export function productsNamed(csaf: Uint8Array): NamedProduct[] {
  const document = JSON.parse(new TextDecoder().decode(csaf)) as Document;
  const affected = new Set(document.vulnerabilities?.flatMap((one) => one.product_status?.known_affected ?? []));
  const found: NamedProduct[] = [];
  const walk = (branch: Branch, path: Partial<NamedProduct>): void => {
    const here = { ...path };
    if (branch.category === 'vendor') here.vendor = branch.name ?? '';
    if (branch.category === 'product_name') here.product = branch.name ?? '';
    const isVersion = branch.category === 'product_version' || branch.category === 'product_version_range';
    if (isVersion)
      here.version = PLAIN_VERSION.test(branch.name ?? '') && branch.category === 'product_version' ? branch.name : '';
    const isAffected = affected.has(branch.product?.product_id ?? '') && !EVERY_VERSION.test(branch.name ?? '');
    if (here.vendor && here.product && isVersion && isAffected) found.push(here as NamedProduct);
    for (const child of branch.branches ?? []) walk(child, here);
  };
  for (const branch of document.product_tree?.branches ?? []) walk(branch, {});
  return found;
}

/** Windows-1252 bytes, as French Excel writes a CSV. */
function asFrenchExcel(rows: string[][]): Uint8Array {
  const text = rows.map((cells) => cells.join(';')).join('\r\n');
  return Uint8Array.from([...text].map((letter) => letter.charCodeAt(0) & 0xff));
}

/** What each of the three facilities lists: written differently from the document, without a version, or the same name by another vendor. */
function inventories(named: NamedProduct): string[][][] {
  const heading = ['Fournisseur', 'Produit', 'Version', 'Criticité', 'Emplacement'];
  const { vendor, product, version } = named;
  return [
    [
      heading,
      [vendor.toUpperCase(), ` ${product}  `, version, 'Vitale', 'Réanimation'],
      ['Éditeur Local', 'Paie', '4.2', 'Faible', 'Siège'],
    ],
    [heading, [vendor, product.toLowerCase(), '', 'Élevée', 'Bloc opératoire']],
    [
      heading,
      ['Éditeur Local', 'Paie', '4.2', 'Faible', 'Siège'],
      ['Éditeur Local', product, version, 'Faible', 'Siège'],
    ],
  ];
}

/** Step 4: three inventories, one CSAF document, and who holds what it names. */
export async function matchAssets(world: World, analyst: Worker): Promise<{ csafId: string; exposed: string[] }> {
  const named = productsNamed(world.csaf).find((product) => product.version !== '') ?? productsNamed(world.csaf)[0];
  must(named !== undefined, 'a product in the CSAF document');
  const officers: Worker[] = [];
  for (const account of withRole(world, 'inventory-officer').slice(0, 3)) officers.push(await work(world, account));
  for (const [index, rows] of inventories(named).entries()) {
    const officer = officers[index];
    must(officer !== undefined, 'three inventory officers');
    await loadInventory(officer, rows);
    world.tell(4, `inventory ${index + 1} loaded`, `${rows.length - 1} assets, Windows-1252, previewed first`);
    officer.live.disconnect();
  }

  const upload = ok(await analyst.client.post<{ uploadId: string }>('/api/uploads', world.csaf));
  const csaf = ok(
    await analyst.client.post<CsafSummary>('/api/csaf', { id: newRecordId(), uploadId: upload.uploadId }),
  );
  world.tell(4, `CSAF ${csaf.trackingId} imported`, `${csaf.productCount} products, TLP:${csaf.tlp}`);

  const exposure = ok(await analyst.client.get<Exposure>(`/api/csaf/${csaf.id}/exposure`));
  const [first, second, third] = officers.map(ownFacility);
  const verdict = (facility: string | undefined) =>
    exposure.facilities.find((row) => row.facilityId === facility)?.verdict ?? 'none';
  if (named.version !== '')
    must(verdict(first) === 'match', `the same product written differently is found (${verdict(first)})`);
  must(verdict(second) === 'undetermined', `without a version nothing is guessed (${verdict(second)})`);
  must(verdict(third) !== 'match', `another product written alike is not taken for it (${verdict(third)})`);
  const evidence = exposure.facilities.find((row) => row.facilityId === first)?.evidence[0];
  world.tell(
    4,
    'who holds the products named',
    `${exposure.matched} matched, ${exposure.undetermined} undetermined, of ${exposure.inventoried} inventories`,
  );
  if (evidence)
    world.tell(
      4,
      'evidence',
      `"${evidence.assetVendor} ${evidence.assetProduct}" = "${evidence.advisoryVendor} ${evidence.advisoryProduct}" by ${evidence.rule}`,
    );
  return { csafId: csaf.id, exposed: exposure.facilities.map((row) => row.facilityId) };
}

async function loadInventory(officer: Worker, rows: string[][]): Promise<void> {
  const facilityId = ownFacility(officer);
  const upload = ok(await officer.client.post<{ uploadId: string }>('/api/uploads', asFrenchExcel(rows)));
  const preview = ok(
    await officer.client.post<ImportPreview>(`/api/facilities/${facilityId}/imports/preview`, {
      uploadId: upload.uploadId,
    }),
  );
  must(preview.encoding === 'windows-1252' && preview.delimiter === ';', 'the file is read as French Excel wrote it');
  must(preview.faults.length === 0 && preview.total === rows.length - 1, 'the preview shows every line');
  must(
    preview.mapping.vendor === 'Fournisseur' && preview.mapping.criticality === 'Criticité',
    'columns are recognised',
  );
  ok(
    await officer.client.post(`/api/facilities/${facilityId}/imports`, {
      id: newRecordId(),
      uploadId: upload.uploadId,
      mapping: preview.mapping,
      mode: 'replace',
    }),
  );
  const assets = ok(await officer.client.get<{ items: Asset[]; total: number }>('/api/assets', { facilityId }));
  must(assets.total === rows.length - 1, 'the inventory holds every line once');
}
