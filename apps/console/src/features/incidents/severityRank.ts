import { Severity } from '#libs/contracts';

/** Critical is 4, not qualified yet is 0. */
export const severityRank = (severity: Severity | null): number =>
  severity === null ? 0 : Severity.options.indexOf(severity) + 1;
