import { CareService, type CareReport, type CareStatus } from '#libs/contracts';

/** Milliseconds until care is read again: what nobody confirms becomes stale, and no event tells that. */
export const CARE_EVERY = 60_000;

/** What weighs most in a list. What is stale weighs a little more than the same said just now. */
const weight: Record<CareStatus, number> = { closed: 3, degraded: 2, unknown: 1, open: 0 };
type Said = Pick<CareReport, 'status' | 'stale'>;
const weightOf = ({ status, stale }: Said): number => 2 * weight[status] + (stale ? 1 : 0);

export const worstOf = <Report extends Said>(reports: readonly Report[]): Report | undefined =>
  reports.reduce<Report | undefined>(
    (worst, one) => (worst === undefined || weightOf(one) > weightOf(worst) ? one : worst),
    undefined,
  );

const total = (reports: readonly Said[]): number => reports.reduce((sum, one) => sum + weightOf(one), 0);
const worst = (reports: readonly Said[]): number => Math.max(...reports.map(weightOf));

/** The worst service first, then the worst altogether. */
export const worstFirst = <Line extends { reports: readonly Said[] }>(lines: readonly Line[]): Line[] =>
  lines.toSorted((a, b) => worst(b.reports) - worst(a.reports) || total(b.reports) - total(a.reports));

/** How many services are in each state, and how many nobody has confirmed for long. */
export function countsOf(reports: readonly Said[]): Record<CareStatus | 'stale', number> {
  const counts = { open: 0, degraded: 0, closed: 0, unknown: 0, stale: 0 };
  for (const { status, stale } of reports) {
    counts[status] += 1;
    if (stale) counts.stale += 1;
  }
  return counts;
}

/** Nothing to be done about it: open, fresh, nobody to be moved. */
export const isQuiet = ({ status, stale, transfers }: Pick<CareReport, 'status' | 'stale' | 'transfers'>): boolean =>
  status === 'open' && !stale && !transfers;

/** Care is not simply open, and nobody has confirmed that for long. What is open is not asked for each half day. */
export const needsConfirming = ({
  status,
  stale,
  transfers,
}: Pick<CareReport, 'status' | 'stale' | 'transfers'>): boolean => stale && (status !== 'open' || transfers);

/** In the order of the contract. */
export const inOrder = <Report extends { service: CareService }>(reports: readonly Report[]): Report[] =>
  reports.toSorted((a, b) => CareService.options.indexOf(a.service) - CareService.options.indexOf(b.service));

/** The services of which anybody has said anything. */
export const servicesIn = (lines: readonly { reports: readonly { service: CareService }[] }[]): CareService[] => {
  const said = new Set(lines.flatMap(({ reports }) => reports.map(({ service }) => service)));
  return CareService.options.filter((service) => said.has(service));
};
