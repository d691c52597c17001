import type { Tlp } from '#libs/contracts';
import type { CsafSource, Vulnerability } from './csaf-document.js';
import { type FlatProduct, flattenProducts } from './flatten-products.js';

export interface CsafContent {
  trackingId: string;
  title: string;
  publisher: string;
  /** Whose tracking ids they are: two publishers may use the same. */
  publisherNamespace: string;
  documentVersion: string;
  language: string | null;
  tlp: Tlp;
  initialReleaseAt: string;
  releasedAt: string;
  vulnerabilities: { cve: string | null; title: string | null; score: number | null }[];
  remediations: { category: string; details: string; url: string | null; productIds: string[] }[];
  products: FlatProduct[];
}

/** CSAF 2.0 knows TLP 1 only. A document without a label is not public: its reader decides. */
const TLP_OF_LABEL: Readonly<Record<string, Tlp>> = { WHITE: 'CLEAR', GREEN: 'GREEN', AMBER: 'AMBER', RED: 'RED' };
const UNMARKED: Tlp = 'AMBER';

/** PostgreSQL keeps no NUL and no half of a surrogate pair. */
const CONTROLS = /[^\P{Cc}\n\t]/gu;
const clean = (text: string): string => text.toWellFormed().replace(CONTROLS, '').trim();

/** The same value with every text in it cleaned. */
function cleanAll<T>(value: T): T {
  if (typeof value === 'string') return clean(value) as T;
  if (Array.isArray(value)) return value.map(cleanAll) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleanAll(inner)])) as T;
}

const instant = (text: string): string => new Date(text).toISOString();

function scoreOf({ scores = [] }: Vulnerability): number | null {
  const values = scores.flatMap(({ cvss_v2, cvss_v3 }) => cvss_v3?.baseScore ?? cvss_v2?.baseScore ?? []);
  return values.length > 0 ? Math.max(...values) : null;
}

const titleOf = ({ title, ids = [] }: Vulnerability): string | null =>
  title ?? ids.map(({ text }) => text).join(', ') ?? null;

/** What Vigie keeps of a valid document, in its own words. */
export function extractContent(source: CsafSource): CsafContent {
  const { document, vulnerabilities = [], product_tree: tree } = source;
  const groups = new Map((tree?.product_groups ?? []).map(({ group_id, product_ids }) => [group_id, product_ids]));
  const content: CsafContent = {
    trackingId: document.tracking.id,
    title: document.title,
    publisher: document.publisher.name,
    publisherNamespace: document.publisher.namespace,
    documentVersion: document.tracking.version,
    language: document.lang ?? null,
    tlp: TLP_OF_LABEL[document.distribution?.tlp?.label ?? ''] ?? UNMARKED,
    initialReleaseAt: instant(document.tracking.initial_release_date),
    releasedAt: instant(document.tracking.current_release_date),
    vulnerabilities: vulnerabilities.map((vulnerability) => ({
      cve: vulnerability.cve ?? null,
      title: titleOf(vulnerability) || null,
      score: scoreOf(vulnerability),
    })),
    remediations: vulnerabilities.flatMap(({ remediations = [] }) =>
      remediations.map(({ category, details, url, product_ids = [], group_ids = [] }) => ({
        category,
        details,
        url: url ?? null,
        productIds: [...new Set([...product_ids, ...group_ids.flatMap((id) => groups.get(id) ?? [])])],
      })),
    ),
    products: flattenProducts(source),
  };
  return cleanAll(content);
}
