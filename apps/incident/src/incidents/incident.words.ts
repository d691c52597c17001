import { one, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import { type Filter, narrowed, placesAfter } from './incident.filter.js';

interface WordSearch {
  q: string;
  /** All but the words, and that a row comes after the page before. */
  filter: Filter;
  /** Columns of the order of the list, each descending. */
  order: readonly string[];
  bands: Bands;
  most: number;
}

/** A part of all incidents by their place in the order: those that have one of these words of ours, or what is left. */
type Band = { words: string[] } | { left: (filter: Filter) => Filter };

/** The incidents in their order, from a first step (a week, a score) down. */
export interface Bands {
  /** So many steps after the first `read` ones. */
  next: (read: number, steps: number) => Band;
  /** What comes after the first `read` steps. */
  left: (read: number) => Band;
  /** After so many steps what has not been enough is rare, and its rest is read at once: the words of hundreds of steps cost more than it does. */
  most: number;
}

const WEEK = 7 * 24 * 3_600_000;
/** So few incidents that it is quicker to look into each. */
const FEW = 3_000;
/** A band is no more than so many times as wide as the one before: of few hits nobody knows how many come. */
const WIDER = 3;
/** A little more than what would do, if the next steps have as many hits as the last ones. */
const MARGIN = 1.15;

/** Week after week back from an instant. */
export function bandsOfTime(from: Date): Bands {
  const newest = Math.floor(from.getTime() / WEEK);
  return {
    most: 40,
    next: (read, steps) => words('week', newest - read, steps),
    left: (read) => {
      const before = new Date((newest - read + 1) * WEEK);
      return { left: (filter) => narrowed(filter, (place) => `recorded_at < ${place}`, before) };
    },
  };
}

/** Score after score down from one. */
export const bandsOfScore = (from: number): Bands => ({
  most: 15,
  next: (read, steps) => words('score', from - read, steps),
  left: (read) => ({
    left: (filter) => narrowed(filter, (place) => `coalesce(score, -1) < ${place}`, from - read + 1),
  }),
});

const words = (name: string, from: number, steps: number): Band => ({
  words: Array.from({ length: steps }, (_, step) => `${name}:${from - step}`),
});

/**
 * Ids of the incidents in which the words are, in order, at most `most`. The words of an incident and its standing (week, score) are in
 * one index: asked together, band after band, they cost what is shown and not what there is. A frequent word fills a page from the newest;
 * a rare one costs a few questions more.
 */
export async function findByWords(tx: EntityManager, search: WordSearch): Promise<string[]> {
  if (search.filter.isNarrow && (await isFew(tx, search.filter))) return lookInto(tx, search);
  const { bands, most } = search;
  const found: string[] = [];
  let read = 0;
  for (let steps = 1; read < bands.most; steps = stepsAfter(steps, read, found.length, most)) {
    const band = bands.next(read, Math.min(steps, bands.most - read));
    found.push(...(await findInBand(tx, search, band, most - found.length)));
    if (found.length >= most) return found;
    read += steps;
  }
  found.push(...(await findInBand(tx, search, bands.left(bands.most), most - found.length)));
  return found;
}

/** How wide the next band is to be, by what those before it have given. */
export function stepsAfter(steps: number, read: number, found: number, most: number): number {
  const enough = found === 0 ? Infinity : Math.ceil(((most - found) / found) * read * MARGIN);
  return Math.min(enough, steps * WIDER);
}

async function isFew(tx: EntityManager, { where, values }: Filter): Promise<boolean> {
  const { few } = await one<{ few: boolean }>(
    tx,
    `SELECT count(*) <= ${FEW} AS few FROM (SELECT FROM incident WHERE ${where} LIMIT ${FEW + 1}) AS found`,
    values,
  );
  return few;
}

/** The LIMIT keeps the planner from making a join of it, for which it would read the texts of all. */
function lookInto(tx: EntityManager, { q, filter, order, most }: WordSearch): Promise<string[]> {
  const has = narrowed(
    filter,
    (place) => `(SELECT true FROM search_text AS text
      WHERE text.incident_id = incident.id AND text.reader = 'agency' AND text.document @@ sought(${place}) LIMIT 1)`,
    q,
  );
  return idsOf(
    tx,
    `SELECT id FROM incident WHERE ${has.where} ORDER BY ${descending(order)} LIMIT ${most}`,
    has.values,
  );
}

function findInBand(tx: EntityManager, { q, filter, order }: WordSearch, band: Band, most: number): Promise<string[]> {
  const inBand = 'left' in band ? band.left(filter) : filter;
  const standing = 'words' in band ? band.words.map((word) => `'${word}'`).join(' | ') : null;
  const [words, its] = placesAfter(inBand);
  const values = [...inBand.values, q, ...(standing === null ? [] : [standing])];
  const document = standing === null ? `sought(${words})` : `sought(${words}) && ${its}::tsquery`;
  return idsOf(
    tx,
    `WITH found AS MATERIALIZED (
       SELECT DISTINCT incident_id FROM search_text WHERE reader = 'agency' AND document @@ (${document})
     )
     SELECT id FROM found JOIN incident ON id = incident_id WHERE ${inBand.where} ORDER BY ${descending(order)} LIMIT ${most}`,
    values,
  );
}

const idsOf = async (tx: EntityManager, sql: string, values: unknown[]): Promise<string[]> =>
  (await rows<{ id: string }>(tx, sql, values)).map(({ id }) => id);

export const descending = (order: readonly string[]): string => order.map((column) => `${column} DESC`).join(', ');
