import type { Kind, Territory } from '#libs/contracts';
import { one } from '#libs/database';
import type { EntityManager } from 'typeorm';

/** What a reference begins with when the agency leads several territories. */
const WHOLE_AGENCY: Pick<Territory, 'code' | 'zone'> = { code: 'ARS', zone: 'Europe/Paris' };

export interface Series {
  prefix: string;
  year: number;
}

/** The series of an advisory's reference: `972-A` (`972-A-X` in an exercise), and the year where the territory is. */
export function seriesOf(kind: Kind, territories: readonly Territory[], instant: Date): Series {
  const [only] = territories;
  const { code, zone } = only && territories.length === 1 ? only : WHOLE_AGENCY;
  const year = Number(new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric' }).format(instant));
  return { prefix: kind === 'exercise' ? `${code}-A-X` : `${code}-A`, year };
}

export const referenceOf = ({ prefix, year }: Series, number: number): string =>
  `${prefix}-${year}-${String(number).padStart(4, '0')}`;

/** Draws the next reference. Advisories are few: a counter row may be locked until the commit, and every year begins at 1. */
export async function drawReference(tx: EntityManager, series: Series): Promise<string> {
  const { last } = await one<{ last: number }>(
    tx,
    `INSERT INTO reference_counter (prefix, year, last) VALUES ($1, $2, 1)
     ON CONFLICT (prefix, year) DO UPDATE SET last = reference_counter.last + 1
     RETURNING last`,
    [series.prefix, series.year],
  );
  return referenceOf(series, last);
}
