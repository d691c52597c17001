/** One command of `vigie`. */
export interface Command {
  name: string;
  /** After the name: `[--region <name>]`. */
  usage: string;
  summary: string;
  /** @returns the exit code; a UsageError or any other error ends with 2 or 1 and its message */
  run: (args: string[]) => Promise<number>;
}

/** Thrown when the command line cannot be understood. */
export class UsageError extends Error {}

/** Thrown when the command cannot do its work for a reason that the operator can mend; the message says how. */
export class OperatorError extends Error {}

export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}
