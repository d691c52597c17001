import {
  FacilityType,
  type FigureRelease,
  type FigureTable,
  figureTableNames,
  figureTables,
  monthsBetween,
  monthsOf,
  quarterOf,
} from '#libs/contracts';
import type { FacilityCell } from './count.sql.js';
import type { FacilityKind } from './facility-kinds.js';
import { type Block, type Contribution, cutBlocks, protectTable } from './protect.js';

/**
 * All facilities that the directory does not know count as one legal entity. Those of one that it does know, and these, may be one in truth:
 * then it is counted twice.
 */
const UNKNOWN: FacilityKind = { type: 'unknown', entity: '' };

export type NewRelease = Pick<FigureRelease, 'from' | 'to' | 'incidents' | 'tables'>;

interface Known {
  kinds: ReadonlyMap<string, FacilityKind>;
  /** All of them, whether something was declared there or not: what is not published must not show by its absence. */
  territories: readonly string[];
}

/**
 * What is to be published of these quarters.
 *
 * @param cells of the months of all quarters from `first` to `closed`
 */
export function releasesOf(
  cells: readonly FacilityCell[],
  { first, closed }: { first: string; closed: string },
  known: Known,
): NewRelease[] {
  const entities = new Map<string, Set<string>>();
  for (const { month, facility } of cells) {
    const quarter = quarterOf(month);
    const found = entities.get(quarter) ?? new Set();
    entities.set(quarter, found.add((known.kinds.get(facility) ?? UNKNOWN).entity));
  }
  return cutBlocks(first, closed, (quarter) => entities.get(quarter)).map((block) => {
    const inside = cells.filter(({ month }) => quarterOf(month) >= block.from && quarterOf(month) <= block.to);
    return releaseOf(block, inside, known);
  });
}

function releaseOf(block: Block, cells: readonly FacilityCell[], { kinds, territories }: Known): NewRelease {
  const kindOf = (facility: string): FacilityKind => kinds.get(facility) ?? UNKNOWN;
  const contributions = (name: string, valueOf: (cell: FacilityCell) => string): Contribution[] =>
    cells
      .filter((cell) => cell.name === name)
      .map((cell) => ({ value: valueOf(cell), entity: kindOf(cell.facility).entity, incidents: cell.incidents }));
  const every = contributions('facility', ({ month }) => month);
  const incidents = every.reduce((sum, contribution) => sum + contribution.incidents, 0);
  if (incidents === 0) return { ...block, incidents, tables: {} };
  const places = contributions('facility', ({ territory, facility }) => `${territory}:${kindOf(facility).type}`);
  return {
    ...block,
    incidents,
    tables: {
      month: protectTable(monthTable(block), every),
      who: protectTable(
        whoTable([...new Set([...territories, ...cells.map(({ territory }) => territory)])].sort()),
        places,
      ),
      ...Object.fromEntries(
        figureTableNames.map((name) => [
          name,
          protectTable(
            figureTables[name],
            contributions(name, ({ value }) => value),
          ),
        ]),
      ),
    },
  };
}

/** Months, or else quarters. */
export function monthTable({ from, to }: Block): FigureTable {
  const values = monthsBetween(monthsOf(from)[0] ?? '', monthsOf(to)[2] ?? '');
  const quarters = [...Map.groupBy(values, quarterOf).values()];
  return { values, groupings: [quarters] };
}

/**
 * Territory and type of facility in one table: everybody knows that a territory has no dialysis centre, so that two tables beside each other
 * could be subtracted.
 */
export function whoTable(territories: readonly string[]): FigureTable {
  const of = (territory: string, types: readonly string[]): string[] => types.map((type) => `${territory}:${type}`);
  const others = FacilityType.options.filter((type) => type !== 'hospital');
  return {
    values: territories.flatMap((territory) => of(territory, FacilityType.options)),
    groupings: [
      territories.flatMap((territory) => [of(territory, ['hospital']), of(territory, others)]),
      territories.map((territory) => of(territory, FacilityType.options)),
    ],
  };
}
