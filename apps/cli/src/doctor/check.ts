import { ConfigError } from '#libs/platform';

/** What one check found. */
export interface Finding {
  state: 'well' | 'warning' | 'wrong';
  /** What there is: `PostgreSQL 15.9`. */
  found: string;
  /** What to do about it; nothing when all is well. */
  advice?: string;
}

export interface Check {
  name: string;
  run: () => Promise<Finding | Finding[]>;
}

export interface Report extends Finding {
  name: string;
}

export const well = (found: string): Finding => ({ state: 'well', found });
export const warning = (found: string, advice: string): Finding => ({ state: 'warning', found, advice });
export const wrong = (found: string, advice: string): Finding => ({ state: 'wrong', found, advice });

/** Runs every check, one after the other so that none disturbs the next; one that throws has found something wrong. */
export async function runChecks(checks: readonly Check[]): Promise<Report[]> {
  const reports: Report[] = [];
  for (const { name, run } of checks) {
    const findings = await attempt(run);
    reports.push(...[findings].flat().map((finding) => ({ name, ...finding })));
  }
  return reports;
}

async function attempt(run: Check['run']): Promise<Finding | Finding[]> {
  try {
    return await run();
  } catch (error) {
    return wrong(messageOf(error), 'mend this first, then run the doctor again');
  }
}

/** A refused connection may come as several errors in one, whose own message is empty. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  if (error instanceof ConfigError) return error.faults.join('; ');
  return error instanceof Error ? error.message : String(error);
}
