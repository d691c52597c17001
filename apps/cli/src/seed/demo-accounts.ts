import { randomInt } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Region } from '#libs/database';
import { z } from 'zod';

const DemoAccount = z.object({
  email: z.string(),
  password: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  /** The facility at which the roles are held; null for the agency's people. */
  facility: z.string().nullable(),
  facilityId: z.string().nullable(),
});
export type DemoAccount = z.infer<typeof DemoAccount>;

const DemoAccounts = z.array(DemoAccount);

/** Without the letters and digits that are taken for one another when read aloud. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz';
const DIGITS = '23456789';

/** The password that all demo accounts share: the one of the file when there is one, else a new one. */
export async function demoPassword(dataFolder: string): Promise<string> {
  try {
    const [first] = DemoAccounts.parse(JSON.parse(await readFile(fileIn(dataFolder), 'utf8')));
    if (first) return first.password;
  } catch {
    // No file yet, or one that somebody edited: as if it were the first time.
  }
  const pick = (from: string, count: number): string =>
    Array.from({ length: count }, () => from.charAt(randomInt(from.length))).join('');
  return [pick(LETTERS, 5), pick(LETTERS, 5), pick(DIGITS, 4)].join('-');
}

/** Writes who can sign in, for the start's welcome, the demo and the tests. Only the owner can read it. */
export async function writeDemoAccounts(dataFolder: string, region: Region, password: string): Promise<DemoAccount[]> {
  const facilities = new Map(region.facilities.map((facility) => [facility.id, facility]));
  const accounts = region.people.flatMap(({ email, displayName: name, agencyRoles, roles }): DemoAccount[] => {
    const common = { email, password, name };
    const ofAgency =
      agencyRoles.length > 0 ? [{ ...common, roles: agencyRoles, facility: null, facilityId: null }] : [];
    const ofFacilities = [...new Set(roles.map(({ facilityId }) => facilityId))].map((facilityId) => ({
      ...common,
      roles: roles.filter((held) => held.facilityId === facilityId).map(({ role }) => role),
      facility: facilities.get(facilityId)?.name ?? null,
      facilityId,
    }));
    return [...ofAgency, ...ofFacilities];
  });
  const file = fileIn(dataFolder);
  await writeFile(`${file}.new`, `${JSON.stringify(accounts, undefined, 2)}\n`, { mode: 0o600 });
  await chmod(`${file}.new`, 0o600);
  await rename(`${file}.new`, file);
  return accounts;
}

const fileIn = (dataFolder: string): string => join(dataFolder, 'demo-accounts.json');
