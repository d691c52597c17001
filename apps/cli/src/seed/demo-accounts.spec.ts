import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Region } from '#libs/database';
import { newId } from '#libs/platform';
import { demoPassword, writeDemoAccounts } from './demo-accounts.js';

const facilityId = newId();
const region = {
  facilities: [{ id: facilityId, name: 'Hôpital' }],
  people: [
    { email: 'a@x.example', displayName: 'A', agencyRoles: ['analyst'], roles: [{ facilityId, role: 'declarant' }] },
    {
      email: 'b@x.example',
      displayName: 'B',
      agencyRoles: [],
      roles: [
        { facilityId, role: 'declarant' },
        { facilityId, role: 'inventory-officer' },
      ],
    },
  ],
} as unknown as Region;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-accounts-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('demo accounts', () => {
  it('share a password that stays the same once it is written', async () => {
    const password = await demoPassword(folder);
    expect(password).toMatch(/^[a-z]{5}-[a-z]{5}-[2-9]{4}$/);
    expect(await demoPassword(folder)).not.toBe(password);
    await writeDemoAccounts(folder, region, password);
    expect(await demoPassword(folder)).toBe(password);
  });

  it('are listed once per place where a person works, for their owner’s eyes only', async () => {
    const accounts = await writeDemoAccounts(folder, region, 'secret');
    expect(accounts.map(({ name, roles, facility }) => [name, roles, facility])).toEqual([
      ['A', ['analyst'], null],
      ['A', ['declarant'], 'Hôpital'],
      ['B', ['declarant', 'inventory-officer'], 'Hôpital'],
    ]);
    expect((await stat(join(folder, 'demo-accounts.json'))).mode & 0o777).toBe(0o600);
  });
});
