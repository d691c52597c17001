/** Thrown when the command line cannot be understood. */
export class UsageError extends Error {}

/** Thrown when the command cannot do its work for a reason that the operator can mend; the message says how. */
export class OperatorError extends Error {}

export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}
