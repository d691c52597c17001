import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('./environment.mjs').Stack} Stack */
/**
 * One row per person and facility, as the seed writes them; the agency's people have no facility.
 *
 * @typedef {{ email: string, password: string, name: string, roles: string[], facility: string | null }} DemoAccount
 */

/** How many facilities' people are shown; the file has them all. */
const FACILITIES_SHOWN = 2;

/**
 * @param {Stack} stack
 * @param {string | undefined} mailDir where our own SMTP server keeps the mails
 * @returns {string} what a person who has just started Vigie wants to know
 */
export function welcome(stack, mailDir) {
  return `
  Vigie is ready: ${stack.publicUrl}

${accountLines(stack.dataDir).join('\n')}

  What to try:
    1. Sign in as a declarant and declare an incident: its reference comes at once.
    2. In another browser, as an analyst: it is in the queue. Take it, acknowledge it, qualify it; the declarant sees
       each step without reloading.
    3. As an inventory officer, load an asset list; as an analyst, import a CSAF advisory and see who is exposed.
    4. Write an advisory as an analyst, approve it as an approver, and watch the acknowledgements come in.
    npm run demo plays the whole story by itself.

  Interface description: ${stack.publicUrl}/api/docs
  Mails sent:            ${mailDir ?? stack.smtpUrl.replace(/\/\/[^@/]*@/, '//')}
  Logs:                  ${join(stack.dataDir, 'log')}
  Ctrl-C stops everything; the data stays in ${stack.dataDir}
`;
}

/**
 * @param {string} dataDir
 * @returns {string[]}
 */
function accountLines(dataDir) {
  const file = join(dataDir, 'demo-accounts.json');
  const accounts = readDemoAccounts(file);
  const [first] = accounts;
  if (!first) return ['  There are no demo accounts in this database.'];
  const facilities = [...new Set(accounts.map(({ facility }) => facility))].filter((facility) => facility !== null);
  const shown = facilities.slice(0, FACILITIES_SHOWN);
  const rows = accounts.filter(({ facility }) => facility === null || shown.includes(facility));
  const emailWidth = Math.max(...rows.map(({ email }) => email.length));
  const roleWidth = Math.max(...rows.map(({ roles }) => roles.join(', ').length));
  return [
    `  Demo accounts, all with the password  ${first.password}`,
    ...rows.map(({ email, roles, facility }) =>
      `    ${email.padEnd(emailWidth)}  ${roles.join(', ').padEnd(roleWidth)}  ${facility ?? ''}`.trimEnd(),
    ),
    `    The people of ${facilities.length} facilities are in ${file}`,
  ];
}

/**
 * @param {string} file
 * @returns {DemoAccount[]}
 */
function readDemoAccounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
}
