import {
  ENOUGH_CONTRIBUTORS,
  FEWEST_CONTRIBUTORS,
  type FigureGroup,
  type FigureTable,
  nextQuarter,
} from '#libs/contracts';

/** Incidents of one legal entity that have this value. */
export interface Contribution {
  value: string;
  entity: string;
  incidents: number;
}

/**
 * The table at the finest grouping in which every number is 0 or has incidents of enough legal entities; all in one where none is. The
 * groupings are fixed beforehand: what is shown together never depends on which value is the rare one (ADR 27).
 *
 * @param contributions of a block that has enough contributors as a whole
 */
export function protectTable(table: FigureTable, contributions: readonly Contribution[]): FigureGroup[] {
  const { values, groupings } = table;
  const single = values.map((value) => [value]);
  for (const grouping of [single, ...groupings]) {
    const groups = grouping.map((members) => groupOf(members, contributions));
    if (groups.every(isSafe)) return groups.map(({ values: members, incidents }) => ({ values: members, incidents }));
  }
  return [{ values: [...values], incidents: groupOf(values, contributions).incidents }];
}

interface Group extends FigureGroup {
  entities: ReadonlySet<string>;
}

function groupOf(values: readonly string[], contributions: readonly Contribution[]): Group {
  const mine = contributions.filter(({ value }) => values.includes(value));
  return {
    values: [...values],
    incidents: mine.reduce((sum, { incidents }) => sum + incidents, 0),
    entities: new Set(mine.map(({ entity }) => entity)),
  };
}

const isSafe = ({ incidents, entities }: Group): boolean => incidents === 0 || entities.size >= FEWEST_CONTRIBUTORS;

/** Quarters that are published together. */
export interface Block {
  from: string;
  to: string;
}

/**
 * Cuts the closed quarters into blocks, in order: a quarter without any incident alone; else as many as it takes for enough contributors,
 * or, at the end of a year, for the fewest. What is left waits. Only the quarters before a cut decide it, so that it never moves.
 *
 * @param entitiesOf the legal entities that declared in a quarter
 */
export function cutBlocks(
  first: string,
  closed: string,
  entitiesOf: (quarter: string) => ReadonlySet<string> | undefined,
): Block[] {
  const blocks: Block[] = [];
  let from = first;
  let waiting = new Set<string>();
  for (let quarter = first; quarter <= closed; quarter = nextQuarter(quarter)) {
    waiting = new Set([...waiting, ...(entitiesOf(quarter) ?? [])]);
    const needed = quarter.endsWith('Q4') ? FEWEST_CONTRIBUTORS : ENOUGH_CONTRIBUTORS;
    if (waiting.size > 0 && waiting.size < needed) continue;
    blocks.push({ from, to: quarter });
    from = nextQuarter(quarter);
    waiting = new Set();
  }
  return blocks;
}
