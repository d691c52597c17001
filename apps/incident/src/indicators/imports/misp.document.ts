import type { IndicatorType, Tlp } from '#libs/contracts';
import { type Findings, field, listIn, noteOf, short, strictest, textIn } from './stated.js';

type Part = IndicatorType | 'ip' | null;

/** MISP's types that are ours; those with two parts are two values. `null`: a part that is none (a port). */
const TYPES: ReadonlyMap<string, readonly Part[]> = new Map<string, readonly Part[]>([
  ['ip-src', ['ip']],
  ['ip-dst', ['ip']],
  ['ip-src|port', ['ip', null]],
  ['ip-dst|port', ['ip', null]],
  ['domain', ['domain']],
  ['hostname', ['domain']],
  ['hostname|port', ['domain', null]],
  ['domain|ip', ['domain', 'ip']],
  ['url', ['url']],
  ['uri', ['url']],
  ['email', ['email']],
  ['email-src', ['email']],
  ['email-dst', ['email']],
  ['email-reply-to', ['email']],
  ['md5', ['md5']],
  ['sha1', ['sha1']],
  ['sha256', ['sha256']],
  ['filename', ['filename']],
  ['filename|md5', ['filename', 'md5']],
  ['filename|sha1', ['filename', 'sha1']],
  ['filename|sha256', ['filename', 'sha256']],
]);

const TLPS: ReadonlyMap<string, Tlp> = new Map([
  ['tlp:clear', 'CLEAR'],
  ['tlp:white', 'CLEAR'],
  ['tlp:green', 'GREEN'],
  ['tlp:amber', 'AMBER'],
  ['tlp:amber+strict', 'AMBER+STRICT'],
  ['tlp:red', 'RED'],
]);

const tlpOf = (of: unknown): Tlp | null =>
  strictest(listIn(of, 'Tag').map((tag) => TLPS.get(textIn(tag, 'name')?.toLowerCase() ?? '') ?? null));

/** PHP says yes in several ways. */
const isYes = (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 'true';

function attribute(found: Findings, of: unknown, path: string, tlp: Tlp | null): void {
  const [type, value] = [textIn(of, 'type'), textIn(of, 'value')];
  if (type === null || value === null) return found.refuse(path, 'attribute-malformed');
  if (isYes(field(of, 'deleted'))) return found.refuse(path, 'deleted', type);
  const parts = TYPES.get(type);
  if (!parts) return found.refuse(path, 'type-unsupported', type);
  const [head = '', ...rest] = parts.length > 1 ? value.split('|') : [value];
  const values = [head, rest.join('|')];
  const common = {
    path,
    note: noteOf(textIn(of, 'comment')),
    forDetection: isYes(field(of, 'to_ids')),
    tlp: tlpOf(of) ?? tlp,
  };
  parts.forEach((part, index) => {
    if (part === null) return;
    const text = values[index] ?? '';
    found.state({ ...common, type: part === 'ip' ? (text.includes(':') ? 'ipv6' : 'ipv4') : part, value: text });
  });
}

function event(found: Findings, of: unknown, path: string): void {
  const tlp = tlpOf(of);
  listIn(of, 'Attribute').forEach((one, index) => attribute(found, one, `${path}.Attribute[${index}]`, tlp));
  listIn(of, 'Object').forEach((object, number) =>
    listIn(object, 'Attribute').forEach((one, index) =>
      attribute(found, one, `${path}.Object[${number}].Attribute[${index}]`, tlp),
    ),
  );
}

/** The events of a document: one, or what a search of MISP's API answers. */
function eventsIn(document: unknown): [unknown, string][] {
  if (field(document, 'Event') !== undefined) return [[field(document, 'Event'), 'Event']];
  const list = Array.isArray(document) ? (document as unknown[]) : listIn(document, 'response');
  return list.map((one, index) => [field(one, 'Event'), `[${index}].Event`]);
}

/** Reads a MISP event. Null: it is none. */
export function readMisp(document: unknown, found: Findings): { title: string | null } | null {
  const events = eventsIn(document).filter(([one]) => typeof one === 'object' && one !== null);
  if (events.length === 0) return null;
  for (const [one, path] of events) event(found, one, path);
  const title = textIn(events[0]?.[0], 'info');
  return { title: title === null ? null : short(title, 200) };
}
