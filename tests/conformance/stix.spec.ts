import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { IndicatorType, Tlp } from '#libs/contracts';
import type { Heading } from '../../apps/incident/src/indicators/exports/format.js';
import { stix } from '../../apps/incident/src/indicators/exports/stix.format.js';
import { readFile } from '../../apps/incident/src/indicators/imports/read-file.js';

const published = new URL('../../../shared/data/advisories/stix21/', import.meta.url);
const isThere = existsSync(published);
if (!isThere) console.log(`skipped: the schemas of STIX are not at ${fileURLToPath(published)}`);
const whenThere = isThere ? describe : describe.skip;

interface Schemas {
  addSchema: (schema: unknown) => void;
  getSchema: (id: string) => ((value: unknown) => boolean) & { errors?: unknown };
}
/** The validator of CSAF documents brings it. */
const required = createRequire(createRequire(import.meta.url).resolve('@secvisogram/csaf-validator-lib/basic.js'));
const { default: Ajv } = required('ajv/dist/2020') as { default: new (options: object) => Schemas };
const { default: addFormats } = required('ajv-formats') as { default: (ajv: Schemas) => void };

const heading: Heading = {
  incidentId: '0190a0a0-0000-7000-8000-000000000000',
  reference: '972-2026-0001',
  tlp: 'AMBER',
  recordedAt: '2026-11-28T07:00:00.000Z',
  agencyName: 'ARS d’essai',
  tlps: Tlp.options,
};
const values: Record<IndicatorType, string> = {
  ipv4: '198.51.100.7',
  ipv6: '2001:db8::1',
  domain: 'evil.example',
  url: "http://evil.example/a'b?c=\\d",
  email: 'a@evil.example',
  md5: 'a'.repeat(32),
  sha1: 'b'.repeat(40),
  sha256: 'c'.repeat(64),
  filename: `it's "a\\file".exe`,
};
const exported = Object.entries(values).map(([type, value], index) => ({
  id: `0190a0a0-0000-7000-8000-00000000000${index}`,
  type: type as IndicatorType,
  value,
  tlp: Tlp.options[index % 5]!,
  note: index % 2 ? 'Vu dans un courriel.' : null,
  forDetection: index % 2 === 0,
  source: 'typed',
  recordedAt: heading.recordedAt,
}));
const text = stix.begin(heading) + exported.map((one) => stix.item(one, heading)).join(stix.between) + stix.end;

whenThere('an export by the schemas of OASIS', () => {
  const base = 'http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas';
  let schemas: Schemas;
  const faultsOf = (id: string, value: unknown) => {
    const validate = schemas.getSchema(`${base}/${id}.json`);
    return validate(value) ? [] : validate.errors;
  };

  beforeAll(() => {
    // The published patterns escape what a Unicode expression must not.
    schemas = new Ajv({ strict: false, unicodeRegExp: false, logger: false });
    addFormats(schemas);
    for (const folder of readdirSync(new URL('schemas/', published))) {
      const at = new URL(`schemas/${folder}/`, published);
      for (const file of readdirSync(at)) schemas.addSchema(JSON.parse(readFileSync(new URL(file, at), 'utf8')));
    }
  });

  it('is a bundle, and each of its objects what it says', () => {
    const bundle = JSON.parse(text) as { objects: { type: string }[] };
    expect(faultsOf('common/bundle', bundle)).toEqual([]);
    for (const object of bundle.objects) {
      const folder = object.type === 'marking-definition' ? 'common' : 'sdos';
      expect([object, faultsOf(`${folder}/${object.type}`, object)]).toEqual([object, []]);
    }
    expect(bundle.objects).toHaveLength(1 + Tlp.options.length + exported.length);
  });

  it('finds the fault of one that is none', () => {
    const bundle = JSON.parse(text.replace('"valid_from"', '"valid_since"')) as unknown;
    const [broken] = (bundle as { objects: { type: string }[] }).objects.filter(({ type }) => type === 'indicator');
    expect(faultsOf('sdos/indicator', broken)).not.toEqual([]);
  });
});

describe('what an export says is what an import reads', () => {
  it('value by value, with its TLP', () => {
    const result = readFile(new TextEncoder().encode(text));
    const stated = 'file' in result ? result.file.stated.map(({ type, value, tlp }) => ({ type, value, tlp })) : [];
    expect(stated).toEqual(exported.map(({ type, value, tlp }) => ({ type, value, tlp })));
  });
});

whenThere('the examples of OASIS', () => {
  const folder = new URL('examples/', published);
  it.each(isThere ? readdirSync(folder).filter((name) => name.endsWith('.json')) : ['none'])('%s is read', (name) => {
    const result = readFile(readFileSync(new URL(name, folder)));
    expect(result).toHaveProperty('file');
    if ('file' in result) expect(result.file.stated.length + result.file.refused.length).toBeGreaterThan(0);
  });
});
