import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AgencyRole, FacilityCategory, FacilityRole, Finess, Locale, Territory } from '#libs/contracts';
import { Region } from '#libs/database';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { OperatorError } from '../command.js';
import { derivedId } from './derived-id.js';

const YesNo = z.stringbool({ truthy: ['yes'], falsy: ['no'] });
const OrNull = z.string().transform((text) => (text === '' ? null : text));

const Point = z.object({ latitude: z.coerce.number(), longitude: z.coerce.number() });
const Commune = Point.extend({ code: z.string(), name: z.string() });
const LegalEntity = z.object({ finess: Finess, name: z.string() });
const Category = z.object({ code: z.string(), label: z.string(), category: FacilityCategory });
const Site = z.object({
  finess: Finess,
  legal_entity: Finess,
  name: z.string(),
  category_code: z.string(),
  commune_code: z.string(),
  invented: YesNo,
});
const PersonRow = z.object({
  email: z.email(),
  name: z.string(),
  locale: Locale,
  agency_roles: z
    .string()
    .transform((text) => text.split(' ').filter((role) => role !== ''))
    .pipe(z.array(AgencyRole)),
});
const Membership = z.object({ email: z.email(), finess: Finess, role: FacilityRole });
const Contact = z.object({
  finess: Finess,
  label: z.string(),
  name: z.string(),
  email: OrNull,
  phone: OrNull,
  outside: YesNo,
  locale: Locale,
});

/**
 * Reads a region's files. Every reference between them is checked.
 *
 * @param folder such as deploy/seed/martinique; its README says what each file holds
 * @throws OperatorError that names the file and what is wrong in it
 */
export async function readRegion(folder: string): Promise<Region> {
  const [territory, outline, communes, entities, categories, sites, people, memberships, contacts] = await Promise.all([
    readJson(folder, 'territory.json', Territory),
    readTable(folder, 'outline.csv', Point),
    readTable(folder, 'communes.csv', Commune),
    readTable(folder, 'legal-entities.csv', LegalEntity),
    readTable(folder, 'categories.csv', Category),
    readTable(folder, 'facilities.csv', Site),
    readTable(folder, 'people.csv', PersonRow),
    readTable(folder, 'memberships.csv', Membership),
    readTable(folder, 'contacts.csv', Contact),
  ]);
  const communeOf = finder('communes.csv', communes, (commune) => commune.code);
  const entityOf = finder('legal-entities.csv', entities, (entity) => entity.finess);
  const categoryOf = finder('categories.csv', categories, (category) => category.code);
  const siteOf = finder('facilities.csv', sites, (site) => site.finess);
  const personOf = finder('people.csv', people, (person) => person.email);
  for (const { email, finess } of memberships) {
    personOf(email);
    siteOf(finess);
  }
  return Region.parse({
    territory,
    outline: outline.map(({ latitude, longitude }) => [latitude, longitude]),
    communes,
    facilities: sites.map((site) => {
      const { latitude, longitude, name: commune } = communeOf(site.commune_code);
      const { label: categoryLabel, category } = categoryOf(site.category_code);
      return {
        id: facilityId(site.finess),
        name: site.name,
        finess: site.finess,
        legalEntityFiness: site.legal_entity,
        legalEntityName: entityOf(site.legal_entity).name,
        category,
        categoryCode: site.category_code,
        categoryLabel,
        territory: territory.code,
        communeCode: site.commune_code,
        commune,
        latitude,
        longitude,
        invented: site.invented,
      };
    }),
    people: people.map(({ email, name, locale, agency_roles }) => ({
      id: derivedId('person', email),
      displayName: name,
      email,
      locale,
      agencyRoles: agency_roles,
      roles: memberships
        .filter((membership) => membership.email === email)
        .map(({ finess, role }) => ({ facilityId: facilityId(finess), role })),
    })),
    contacts: contacts.map(({ finess, ...contact }) => ({
      ...contact,
      id: derivedId('contact', `${finess} ${contact.label}`),
      facilityId: facilityId(siteOf(finess).finess),
    })),
  });
}

const facilityId = (finess: string): string => derivedId('facility', finess);

async function readTable<T extends z.ZodType>(folder: string, file: string, row: T): Promise<z.output<T>[]> {
  return reading(file, async () => {
    const text = await readFile(join(folder, file), 'utf8');
    return z.array(row).parse(parse(text, { columns: true, bom: true, trim: true }));
  });
}

async function readJson<T extends z.ZodType>(folder: string, file: string, schema: T): Promise<z.output<T>> {
  return reading(file, async () => schema.parse(JSON.parse(await readFile(join(folder, file), 'utf8'))));
}

async function reading<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new OperatorError(`The region's file ${file} cannot be read: ${reason}`);
  }
}

function finder<T>(file: string, items: readonly T[], keyOf: (item: T) => string): (key: string) => T {
  const byKey = new Map(items.map((item) => [keyOf(item), item]));
  if (byKey.size < items.length) throw new OperatorError(`The region's file ${file} names something twice`);
  return (key) => {
    const item = byKey.get(key);
    if (!item) throw new OperatorError(`The region's files name ${key}, which ${file} does not have`);
    return item;
  };
}
