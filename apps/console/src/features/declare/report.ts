import { Report, type YesNoUnknown } from '#libs/contracts';
import { fromLocalInput, toLocalInput } from '../../shared/time/zones.js';

/** The five criteria of D.1111-16-2 CSP, in the order of the law. */
export const criteria = ['careSafety', 'healthData', 'functioning', 'repercussions', 'spread'] as const;
/** What is told in words. */
export const accounts = ['consequences', 'measures', 'rootCause', 'indicators'] as const;
export const counts = ['personsConcerned', 'recordsConcerned'] as const;
/** What the CNIL alone asks for. */
export const breachAccounts = ['dataOfficer', 'delayReason'] as const;

/** What the authorities ask for, as a form holds it: texts, and times as the territory's wall clock shows them. */
export type ReportForm = Record<(typeof criteria)[number] | 'crossBorder', YesNoUnknown> &
  Record<(typeof accounts)[number] | (typeof counts)[number] | (typeof breachAccounts)[number], string> & {
    /** Whether the incident is over, and since when. */
    over: 'yes' | 'no';
    endedAt: string;
  };

const each = <Name extends string, Value>(names: readonly Name[], value: (name: Name) => Value) =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>;

export const emptyReportForm: ReportForm = {
  ...each([...criteria, 'crossBorder'], () => 'unknown' as const),
  ...each([...accounts, ...counts, ...breachAccounts], () => ''),
  over: 'no',
  endedAt: '',
};

export function reportFormOf(report: Report, zone: string): ReportForm {
  return {
    ...each([...criteria, 'crossBorder'], (name) => report[name]),
    ...each([...accounts, ...breachAccounts], (name) => report[name] ?? ''),
    ...each(counts, (name) => report[name]?.toString() ?? ''),
    over: report.endedAt === null ? 'no' : 'yes',
    endedAt: report.endedAt === null ? '' : toLocalInput(new Date(report.endedAt), zone),
  };
}

/** A number that is none becomes NaN, which the contract refuses at its field. */
export function reportOf(form: ReportForm, zone: string): Report {
  const ended = form.over === 'yes' ? (fromLocalInput(form.endedAt, zone)?.toISOString() ?? '') : null;
  return {
    ...each([...criteria, 'crossBorder'], (name) => form[name]),
    ...each([...accounts, ...breachAccounts], (name) => form[name].trim() || null),
    ...each(counts, (name) => (form[name].trim() === '' ? null : Number(form[name].replace(/\s/g, '')))),
    endedAt: ended,
  };
}
