import type { IndicatorType, Tlp } from '#libs/contracts';
import { idOf } from '../indicator-id.js';
import type { Exported, Format, Heading } from './format.js';

/** MISP's own words, with the category that it proposes for each. */
const TYPES: Record<IndicatorType, readonly [type: string, category: string]> = {
  ipv4: ['ip-dst', 'Network activity'],
  ipv6: ['ip-dst', 'Network activity'],
  domain: ['domain', 'Network activity'],
  url: ['url', 'Network activity'],
  email: ['email-src', 'Payload delivery'],
  md5: ['md5', 'Payload delivery'],
  sha1: ['sha1', 'Payload delivery'],
  sha256: ['sha256', 'Payload delivery'],
  filename: ['filename', 'Payload delivery'],
};

const seconds = (instant: string): string => String(Math.floor(Date.parse(instant) / 1_000));
const tag = (tlp: Tlp) => [{ name: `tlp:${tlp.toLowerCase()}` }];

function event({ incidentId, reference, tlp, recordedAt, agencyName }: Heading): Record<string, unknown> {
  return {
    uuid: idOf(`misp event ${incidentId}`),
    info: `${agencyName}: ${reference}`,
    date: recordedAt.slice(0, 10),
    timestamp: seconds(recordedAt),
    publish_timestamp: '0',
    published: false,
    // Undefined and ongoing: Vigie's severity is another scale.
    threat_level_id: '4',
    analysis: '1',
    // "Your organisation only": TLP says how far it may go, and whoever imports it decides.
    distribution: '0',
    Orgc: { uuid: idOf(`organisation ${agencyName}`), name: agencyName },
    Tag: tag(tlp),
  };
}

function attribute({ id, type, value, forDetection, note, tlp, recordedAt }: Exported): Record<string, unknown> {
  const [name, category] = TYPES[type];
  return {
    uuid: idOf(`misp attribute ${id}`),
    type: name,
    category,
    value,
    to_ids: forDetection,
    comment: note ?? '',
    timestamp: seconds(recordedAt),
    distribution: '5',
    Tag: tag(tlp),
  };
}

/** The MISP core format (draft-00 of the MISP project): one event, one attribute for each value. */
export const misp: Format = {
  extension: 'misp.json',
  mediaType: 'application/json',
  begin: (heading) => `{"Event":${JSON.stringify(event(heading)).slice(0, -1)},"Attribute":[`,
  item: (exported) => JSON.stringify(attribute(exported)),
  between: ',\n',
  end: ']}}\n',
};
