#!/usr/bin/env node
import { OperatorError, UsageError, print } from './command.js';

/** One command of `vigie`. */
interface Command {
  name: string;
  /** After the name, one line for each way. */
  usage: readonly string[];
  summary: string;
  /** Loaded when it is called: to load them all takes a second. */
  load: () => Promise<(args: string[]) => Promise<number>>;
}

const COMMANDS: readonly Command[] = [
  {
    name: 'up',
    usage: [''],
    summary: 'start PostgreSQL, NATS and all services on this machine, as `npm start` does',
    load: async () => (await import('./up/up.command.js')).up,
  },
  {
    name: 'migrate',
    usage: ['[--wait]'],
    summary:
      'bring roles, database and schemas to this version; does nothing where nothing is missing; --wait for a PostgreSQL that is not there yet',
    load: async () => (await import('./migrate/migrate.command.js')).migrate,
  },
  {
    name: 'seed',
    usage: ['[--region <name>]'],
    summary: 'fill the demo region in; seeding again changes nothing',
    load: async () => (await import('./seed/seed.command.js')).seedRegion,
  },
  {
    name: 'doctor',
    usage: ['[--json]'],
    summary: 'check every dependency, version and setting, and say what to do',
    load: async () => (await import('./doctor/doctor.command.js')).doctor,
  },
  {
    name: 'export',
    usage: ['--all --out <folder or .zip>', '--facility <FINESS> [--facility <FINESS>] --out <folder or .zip>'],
    summary: 'give all data back: of everybody, or of the named facilities what they may see',
    load: async () => (await import('./takeaway/export.command.js')).exportCommand,
  },
  {
    name: 'import',
    usage: ['<folder or .zip> [--expect <SHA-256 of the manifest>]'],
    summary: 'take an archive of vigie export into an empty, migrated instance',
    load: async () => (await import('./takeaway/import.command.js')).importCommand,
  },
  {
    name: 'password',
    usage: ['<e-mail address>'],
    summary: 'give a person a new password and say it once; after an import nobody has one',
    load: async () => (await import('./password/password.command.js')).setPassword,
  },
  {
    name: 'attachments',
    usage: ['rotate-key', 'keys [--json]'],
    summary: 'wrap the keys of all stored files with the newest master key, or say which master keys still open some',
    load: async () => (await import('./attachments/attachments.command.js')).attachments,
  },
  {
    name: 'dead-letters',
    usage: ['list [--json]', 'replay <event> <consumer>', 'skip <event> <consumer> --reason <text> [--by <person id>]'],
    summary: 'show what a consumer could not take, give it once more, or let it go',
    load: async () => (await import('./dead-letters/dead-letters.command.js')).deadLetters,
  },
];

function usage(): string {
  const ofCommand = ({ name, usage, summary }: Command): string =>
    [...usage.map((rest) => `  vigie ${name} ${rest}`.trimEnd()), `      ${summary}`].join('\n');
  return `Usage:\n${COMMANDS.map(ofCommand).join('\n')}`;
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    print(usage());
    return name === undefined ? 2 : 0;
  }
  try {
    const command = COMMANDS.find((known) => known.name === name);
    if (!command) throw new UsageError(`There is no command "${name}"`);
    const run = await command.load();
    return await run(args);
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
  // ConfigError by its name, so that the library is not loaded for a call for help.
  return error instanceof OperatorError || error.name === 'ConfigError'
    ? error.message
    : (error.stack ?? error.message);
}

process.exitCode = await main(process.argv.slice(2));
