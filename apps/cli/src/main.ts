#!/usr/bin/env node
import { ConfigError } from '#libs/platform';
import { type Command, OperatorError, UsageError, print } from './command.js';
import { deadLettersCommand } from './dead-letters/dead-letters.command.js';
import { doctorCommand } from './doctor/doctor.command.js';
import { migrateCommand } from './migrate/migrate.command.js';
import { seedCommand } from './seed/seed.command.js';
import { upCommand } from './up/up.command.js';

const COMMANDS: readonly Command[] = [upCommand, migrateCommand, seedCommand, doctorCommand, deadLettersCommand];

function usage(): string {
  const left = COMMANDS.map(({ name, usage }) => `vigie ${name} ${usage}`.trimEnd());
  const width = Math.max(...left.map((text) => text.length));
  return ['Usage:', ...COMMANDS.map(({ summary }, at) => `  ${left[at]?.padEnd(width)}  ${summary}`)].join('\n');
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    print(usage());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((known) => known.name === name);
  try {
    if (!command) throw new UsageError(`There is no command "${name}"`);
    return await command.run(args);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    return isUsageError(error) ? 2 : 1;
  }
}

/** Node marks what parseArgs refuses with a code of its own. */
function isUsageError(error: unknown): boolean {
  if (error instanceof UsageError) return true;
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (isUsageError(error)) return `${error.message}\n\n${usage()}`;
  return error instanceof OperatorError || error instanceof ConfigError
    ? error.message
    : (error.stack ?? error.message);
}

process.exitCode = await main(process.argv.slice(2));
