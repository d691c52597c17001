import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FacilityRole } from '#libs/contracts';
import type { Region } from '#libs/database';
import { readRegion } from './region.reader.js';

const martinique = join(import.meta.dirname, '../../../../deploy/seed/martinique');
let region: Region;
let folder: string;

beforeAll(async () => {
  region = await readRegion(martinique);
  folder = await mkdtemp(join(tmpdir(), 'vigie-region-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the demo region', () => {
  it('has the 28 hospital sites, and invented facilities that cannot be taken for real ones', () => {
    const [invented, real] = [true, false].map((flag) => region.facilities.filter((site) => site.invented === flag));
    expect(real).toHaveLength(28);
    expect(real?.every(({ finess }) => finess.startsWith('97'))).toBe(true);
    expect(
      invented?.every(({ finess, legalEntityFiness }) => /^9Z/.test(finess) && /^9Z/.test(legalEntityFiness)),
    ).toBe(true);
    const count = (category: string) => invented?.filter((site) => site.category === category).length ?? 0;
    expect(count('nursing-home')).toBeGreaterThanOrEqual(8);
    expect(count('laboratory')).toBeGreaterThanOrEqual(4);
    expect(count('dialysis')).toBeGreaterThanOrEqual(3);
  });

  it('has its 34 communes and a coast that encloses every facility', () => {
    expect(region.communes).toHaveLength(34);
    const [latitudes, longitudes] = [0, 1].map((at) => region.outline.map((point) => point[at] ?? 0));
    for (const { latitude, longitude } of region.facilities) {
      expect(latitude).toBeGreaterThan(Math.min(...(latitudes ?? [])));
      expect(latitude).toBeLessThan(Math.max(...(latitudes ?? [])));
      expect(longitude).toBeGreaterThan(Math.min(...(longitudes ?? [])));
      expect(longitude).toBeLessThan(Math.max(...(longitudes ?? [])));
    }
  });

  it.each(FacilityRole.options)('has a person for the role %s at every facility', (role) => {
    const covered = new Set(
      region.people.flatMap(({ roles }) =>
        roles.filter((held) => held.role === role).map(({ facilityId }) => facilityId),
      ),
    );
    expect(covered.size).toBe(region.facilities.length);
  });

  it('has enough people at the agency, one of whom may both write and approve', () => {
    const count = (role: string) =>
      region.people.filter(({ agencyRoles }) => agencyRoles.includes(role as never)).length;
    expect(count('analyst')).toBeGreaterThanOrEqual(3);
    expect(count('approver')).toBeGreaterThanOrEqual(2);
    expect([count('administrator'), count('auditor')]).toEqual([1, 1]);
    expect(
      region.people.some(({ agencyRoles }) => agencyRoles.includes('analyst') && agencyRoles.includes('approver')),
    ).toBe(true);
  });

  it('has someone who covers several sites, and a contact outside of every facility', () => {
    expect(region.people.some(({ roles }) => new Set(roles.map(({ facilityId }) => facilityId)).size > 3)).toBe(true);
    const outside = region.contacts.filter((contact) => contact.outside && contact.email && contact.phone);
    expect(new Set(outside.map(({ facilityId }) => facilityId)).size).toBe(region.facilities.length);
  });

  it('invents its people: no address that could be delivered, no telephone that could ring', () => {
    const addresses = [...region.people, ...region.contacts]
      .map(({ email }) => email)
      .filter((email) => email !== null);
    expect(addresses.every((email) => email.endsWith('.example'))).toBe(true);
    const phones = region.contacts.map(({ phone }) => phone).filter((phone) => phone !== null);
    expect(phones.every((phone) => phone.startsWith('+33 6 39 98 '))).toBe(true);
  });

  it('has the same ids at every reading, each only once', async () => {
    expect(await readRegion(martinique)).toEqual(region);
    const ids = [...region.facilities, ...region.people, ...region.contacts].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a region with a mistake', () => {
  it.each([
    ['facilities.csv', /97209/g, '97999', /97999.*communes\.csv/],
    ['memberships.csv', /,declarant/g, ',emperor', /memberships\.csv/],
    ['people.csv', /^[^\n]*\n/, 'email,name,locale\n', /people\.csv/],
    ['contacts.csv', /\.example/, '.example"', /contacts\.csv/],
    ['territory.json', '}', '', /territory\.json/],
  ])('is refused with the file to mend: %s', async (file, from, to, message) => {
    await cp(martinique, folder, { recursive: true, force: true });
    const text = await readFile(join(folder, file), 'utf8');
    await writeFile(join(folder, file), text.replace(from, to));
    await expect(readRegion(folder)).rejects.toThrow(message);
  });
});
