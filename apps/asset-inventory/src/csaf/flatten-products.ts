import type { NamedProduct, ProductStatus } from '../matching/match.js';
import type { Branch, CsafSource, ProductTree, Vulnerability } from './csaf-document.js';

export interface FlatProduct extends NamedProduct {
  productId: string;
  /** The branches that lead to the product, from the vendor down: the evidence. */
  path: string[];
}

type Unjudged = Omit<FlatProduct, 'status'>;

/** What each status list of a document says; a product in several takes the first that applies. */
const STATUS_LISTS: readonly (readonly [ProductStatus, readonly string[]])[] = [
  ['affected', ['known_affected', 'first_affected', 'last_affected']],
  ['under-investigation', ['under_investigation']],
  ['fixed', ['fixed', 'first_fixed']],
  ['not-affected', ['known_not_affected']],
  ['recommended', ['recommended']],
];
const VERSION_CATEGORIES = ['product_version', 'product_version_range'];

const lastNamed = (path: readonly Branch[], ...categories: string[]): Branch | undefined =>
  path.findLast(({ category }) => categories.includes(category));

/** Branches below the product that are neither name nor version ("platform", "service_pack"...) are conditions that an inventory does not hold. */
function conditionOf(path: readonly Branch[], named: Branch | undefined): string | null {
  const below = named ? path.slice(path.indexOf(named) + 1) : [];
  const conditions = below.filter(({ category }) => !VERSION_CATEGORIES.includes(category));
  return conditions.length > 0 ? conditions.map(({ category, name }) => `${category}: ${name}`).join('; ') : null;
}

function fromBranch(path: readonly Branch[]): Unjudged | null {
  const product = path.at(-1)?.product;
  if (!product) return null;
  const named = lastNamed(path, 'product_name') ?? lastNamed(path, 'product_family');
  const version = lastNamed(path, ...VERSION_CATEGORIES);
  return {
    productId: product.product_id,
    vendor: lastNamed(path, 'vendor')?.name ?? null,
    product: named?.name ?? product.name,
    version: version?.name ?? null,
    versionIsRange: version?.category === 'product_version_range',
    condition: conditionOf(path, named),
    path: path.map(({ name }) => name),
  };
}

function collectBranches(branches: readonly Branch[], above: readonly Branch[], into: Map<string, Unjudged>): void {
  for (const branch of branches) {
    const path = [...above, branch];
    const product = fromBranch(path);
    if (product) into.set(product.productId, product);
    collectBranches(branch.branches ?? [], path, into);
  }
}

/** "A installed on B" is affected as a whole: A is looked for, and B stays a condition. */
function collectRelationships({ relationships = [] }: ProductTree, into: Map<string, Unjudged>): void {
  for (let open = relationships, before = -1; open.length > 0 && open.length !== before;) {
    before = open.length;
    open = open.filter(({ category, full_product_name, product_reference, relates_to_product_reference }) => {
      const part = into.get(product_reference);
      const whole = into.get(relates_to_product_reference);
      if (!part || !whole) return true;
      const wholeName = [whole.vendor, whole.product, whole.version].filter((text) => text !== null).join(' ');
      const condition = [part.condition, `${category}: ${wholeName}`, whole.condition]
        .filter((text) => text !== null)
        .join('; ');
      into.set(full_product_name.product_id, {
        ...part,
        productId: full_product_name.product_id,
        condition,
        path: [...part.path, full_product_name.name],
      });
      return false;
    });
  }
}

function statusOf(productId: string, vulnerabilities: readonly Vulnerability[]): ProductStatus {
  const isIn = (list: string): boolean =>
    vulnerabilities.some(({ product_status }) => product_status?.[list]?.includes(productId));
  return STATUS_LISTS.find(([, lists]) => lists.some(isIn))?.[0] ?? 'mentioned';
}

/** Every product that the document names, with what it says of it. */
export function flattenProducts({ product_tree: tree = {}, vulnerabilities = [] }: CsafSource): FlatProduct[] {
  const products = new Map<string, Unjudged>();
  for (const { product_id: productId, name } of tree.full_product_names ?? [])
    products.set(productId, {
      productId,
      vendor: null,
      product: name,
      version: null,
      versionIsRange: false,
      condition: null,
      path: [name],
    });
  collectBranches(tree.branches ?? [], [], products);
  collectRelationships(tree, products);
  return [...products.values()].map((product) => ({
    ...product,
    status: statusOf(product.productId, vulnerabilities),
  }));
}
