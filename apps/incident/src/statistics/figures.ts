import { type FacilityType, type Figures, type Took, figureTableNames, figureTables } from '#libs/contracts';
import type { Cell } from './count.sql.js';
import type { FacilityKind } from './facility-kinds.js';

type Counts = Record<string, number>;

function add(counts: Counts, value: string, incidents: number): void {
  counts[value] = (counts[value] ?? 0) + incidents;
}

/** The counts of cells by value, of one name. */
function sum(cells: readonly Cell[], name: string): Counts {
  const counts: Counts = {};
  for (const cell of cells) if (cell.name === name) add(counts, cell.value, cell.incidents);
  return counts;
}

/** Every incident has one value of it. */
const EVERY = 'nature';
const total = (counts: Counts): number => Object.values(counts).reduce((all, n) => all + n, 0);

/** The figures of some months. */
export function figuresOf(
  cells: readonly Cell[],
  months: readonly string[],
  kinds: ReadonlyMap<string, FacilityKind>,
): Pick<Figures, 'incidents' | 'months' | 'territories' | 'facilityTypes' | 'states' | 'took'> {
  const occurred = sum(cells, 'occurred');
  const byMonth = Map.groupBy(cells, ({ month }) => month);
  const territories: Counts = {};
  for (const { territory, name, incidents } of cells) if (name === EVERY) add(territories, territory, incidents);
  const facilityTypes: Counts = {};
  for (const [facility, incidents] of Object.entries(sum(cells, 'facility'))) {
    add(facilityTypes, (kinds.get(facility)?.type ?? 'unknown') satisfies FacilityType, incidents);
  }
  return {
    incidents: total(territories),
    months: months.map((month) => {
      const of = byMonth.get(month) ?? [];
      return {
        month,
        declared: total(sum(of, EVERY)),
        occurred: occurred[month] ?? 0,
        tables: Object.fromEntries(
          figureTableNames.map((name) => [name, inOrder(sum(of, name), figureTables[name].values)]),
        ),
      };
    }),
    territories,
    facilityTypes,
    states: sum(cells, 'state'),
    took: {
      declared: tookOf(sum(cells, 'took-declared')),
      taken: tookOf(sum(cells, 'took-taken')),
      closed: tookOf(sum(cells, 'took-closed')),
    },
  };
}

/** Values with nothing are left out: most months have few. */
function inOrder(counts: Counts, values: readonly string[]): Counts {
  return Object.fromEntries(values.flatMap((value) => (counts[value] ? [[value, counts[value]]] : [])));
}

/** @param counts how many took so many minutes */
export function tookOf(counts: Counts): Took {
  const sorted = Object.entries(counts)
    .map(([minutes, incidents]) => ({ minutes: Number(minutes), incidents }))
    .sort((a, b) => a.minutes - b.minutes);
  const count = total(counts);
  /** The smallest that at least this part took no longer than. */
  const centile = (part: number): number | null => {
    let seen = 0;
    for (const { minutes, incidents } of sorted) {
      seen += incidents;
      if (seen >= part * count) return minutes;
    }
    return null;
  };
  return { count, median: centile(0.5), p90: centile(0.9) };
}
