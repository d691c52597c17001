import type { IndicatorType, Tlp } from '#libs/contracts';
import { idOf } from '../indicator-id.js';
import { TLP_EXTENSION, TLP_MARKINGS } from '../tlp-markings.js';
import type { Exported, Format, Heading } from './format.js';

/** The path that a pattern of STIX names for each. */
const PATHS: Record<IndicatorType, string> = {
  ipv4: 'ipv4-addr:value',
  ipv6: 'ipv6-addr:value',
  domain: 'domain-name:value',
  url: 'url:value',
  email: 'email-addr:value',
  md5: 'file:hashes.MD5',
  sha1: `file:hashes.'SHA-1'`,
  sha256: `file:hashes.'SHA-256'`,
  filename: 'file:name',
};

const patternOf = ({ type, value }: Exported): string =>
  `[${PATHS[type]} = '${value.replaceAll('\\', '\\\\').replaceAll(`'`, `\\'`)}']`;

const identityIdOf = ({ agencyName }: Heading): string => `identity--${idOf(`organisation ${agencyName}`)}`;

/** No date of the agency is known: its markings' is as good as any, and always the same. */
const BEGINNING = '2022-10-01T00:00:00.000Z';

const identity = (heading: Heading) => ({
  type: 'identity',
  spec_version: '2.1',
  id: identityIdOf(heading),
  created: BEGINNING,
  modified: BEGINNING,
  name: heading.agencyName,
  identity_class: 'organization',
});

/** As OASIS has published it: tools know them by these ids. */
const marking = (tlp: Tlp) => ({
  type: 'marking-definition',
  spec_version: '2.1',
  id: TLP_MARKINGS[tlp],
  created: BEGINNING,
  name: `TLP:${tlp}`,
  extensions: { [TLP_EXTENSION]: { extension_type: 'property-extension', tlp_2_0: tlp.toLowerCase() } },
});

const indicator = (exported: Exported, heading: Heading) => ({
  type: 'indicator',
  spec_version: '2.1',
  id: `indicator--${idOf(`stix indicator ${exported.id}`)}`,
  created_by_ref: identityIdOf(heading),
  created: exported.recordedAt,
  modified: exported.recordedAt,
  name: `${exported.type} (${heading.reference})`,
  ...(exported.note !== null && { description: exported.note }),
  indicator_types: [exported.forDetection ? 'malicious-activity' : 'unknown'],
  pattern: patternOf(exported),
  pattern_type: 'stix',
  pattern_version: '2.1',
  valid_from: exported.recordedAt,
  object_marking_refs: [TLP_MARKINGS[exported.tlp]],
});

/** A bundle of STIX 2.1: who says it, the markings that occur, and an indicator for each value. */
export const stix: Format = {
  extension: 'stix.json',
  mediaType: 'application/stix+json;version=2.1',
  begin: (heading) => {
    const objects = [identity(heading), ...heading.tlps.map(marking)].map((object) => JSON.stringify(object));
    const id = `bundle--${idOf(`stix bundle ${heading.incidentId}`)}`;
    return `{"type":"bundle","id":"${id}","objects":[${objects.join(',\n')}`;
  },
  item: (exported, heading) => `,\n${JSON.stringify(indicator(exported, heading))}`,
  between: '',
  end: ']}\n',
};
