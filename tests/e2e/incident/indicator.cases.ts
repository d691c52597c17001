import { randomUUID } from 'node:crypto';
import type { Actor, CommandInput, CommandResult, IndicatorFormat, IndicatorType } from '#libs/contracts';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { agent, declarant, declaration, refusalOf } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');
type Item = { type: IndicatorType; value: string };

async function declared(who = declarant(), what?: string) {
  const body = declaration(who.facilityId, what === undefined ? {} : { what });
  const { incidentId } = await rig.as(who, 'incident.declaration.submit', body);
  return { who, incidentId };
}
const record = (who: Actor, incidentId: string, items: Item[], key?: string) =>
  rig.as(who, 'incident.indicator.record', { incidentId, source: 'typed', items }, key);
const listed = async (who: Actor, incidentId: string) =>
  (await rig.as(who, 'incident.indicator.list', { incidentId })).items;

async function uploaded(who: Actor, content: string | Uint8Array): Promise<string> {
  const uploadId = newId();
  const bytes = Buffer.from(content);
  const size = 512 * 1024;
  const count = Math.max(1, Math.ceil(bytes.length / size));
  for (let index = 0; index < count; index += 1) {
    const data = bytes.subarray(index * size, (index + 1) * size).toString('base64');
    await rig.as(who, 'incident.indicator.upload', { uploadId, index, last: index === count - 1, data });
  }
  return uploadId;
}

async function preview(who: Actor, incidentId: string, content: unknown) {
  const uploadId = await uploaded(who, typeof content === 'string' ? content : JSON.stringify(content));
  return rig.slowly(who, 'incident.indicator.preview', { incidentId, uploadId });
}
async function imported(who: Actor, incidentId: string, content: unknown) {
  const uploadId = await uploaded(who, typeof content === 'string' ? content : JSON.stringify(content));
  return rig.slowly(who, 'incident.indicator.import', { incidentId, uploadId });
}

async function exported(who: Actor, incidentId: string, format: IndicatorFormat): Promise<string> {
  let [text, cursor] = ['', undefined as string | undefined];
  do {
    const part: CommandResult<'incident.indicator.export'> = await rig.as(who, 'incident.indicator.export', {
      incidentId,
      format,
      cursor,
    });
    text += part.text;
    cursor = part.next ?? undefined;
  } while (cursor !== undefined);
  return text;
}

describe('indicators of an incident', () => {
  it('are kept once, normalised, flagged, and told to both sides', async () => {
    const { who, incidentId } = await declared();
    const items: Item[] = [
      { type: 'domain', value: 'EVIL[.]example' },
      { type: 'domain', value: 'evil.example' },
      { type: 'ipv4', value: '10.0.0[.]8' },
    ];
    expect(await record(who, incidentId, items)).toEqual({ recorded: 2, known: 0, withdrawn: 0 });
    expect(await record(analyst, incidentId, items)).toEqual({ recorded: 0, known: 2, withdrawn: 0 });
    const own = await listed(who, incidentId);
    expect(own.map(({ value, flags, side, recordedBy }) => [value, flags, side, recordedBy]).sort()).toEqual([
      ['10.0.0.8', ['private'], 'facility', null],
      ['evil.example', ['documentation'], 'facility', null],
    ]);
    expect((await listed(analyst, incidentId))[0]).toMatchObject({ recordedBy: who.id });
    const events = (await rig.events(incidentId)).filter(({ type }) => type === 'incident.indicators-changed');
    expect(events.map(({ payload }) => [payload['change'], payload['count']])).toEqual([['recorded', 2]]);
    const journal = await rig.as(who, 'incident.journal.list', { incidentId });
    expect(journal.items.at(-1)).toMatchObject({ type: 'indicators-recorded', details: { count: 2, source: 'typed' } });
    const audited = await rig.database.asAdmin(
      `SELECT details FROM incident.audit WHERE action = 'incident.indicator.record' AND record_id = $1`,
      [incidentId],
    );
    expect(JSON.stringify(audited)).not.toContain('evil');
  });

  it('are recorded once for one key, however often and at once they are sent', async () => {
    const { who, incidentId } = await declared();
    const key = randomUUID();
    const items: Item[] = [{ type: 'domain', value: 'once.example' }];
    const answers = await Promise.all(Array.from({ length: 5 }, () => record(who, incidentId, items, key)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(answers[0])]));
    await Promise.all(Array.from({ length: 8 }, () => record(who, incidentId, items)));
    expect(await listed(who, incidentId)).toHaveLength(1);
  });

  it('are refused with their place when one is none of its type, and then none is kept', async () => {
    const { who, incidentId } = await declared();
    const items: Item[] = [
      { type: 'domain', value: 'good.example' },
      { type: 'ipv4', value: '999.1.1.1' },
    ];
    await expect(record(who, incidentId, items)).rejects.toMatchObject({
      code: 'invalid-request',
      params: { places: [{ path: 'items.1.value', code: 'indicator-invalid' }] },
    });
    expect(await listed(who, incidentId)).toEqual([]);
  });

  it('are withdrawn with a reason and taken up again, by who has read the last version', async () => {
    const { who, incidentId } = await declared();
    await record(who, incidentId, [{ type: 'domain', value: 'gone.example' }]);
    const [sighting] = await listed(who, incidentId);
    const { id: sightingId } = sighting!;
    const withdraw = (version: number) =>
      rig.as(who, 'incident.indicator.withdraw', { incidentId, sightingId, version, reason: 'Notre pare-feu.' });
    expect(await withdraw(1)).toMatchObject({ version: 2, withdrawn: { reason: 'Notre pare-feu.' } });
    await expect(withdraw(1)).rejects.toMatchObject({ code: 'indicator-changed', params: { version: 2 } });
    expect(await refusalOf(withdraw(2))).toBe('state-conflict');
    expect(await record(who, incidentId, [{ type: 'domain', value: 'gone.example' }])).toMatchObject({ withdrawn: 1 });
    expect(await exported(who, incidentId, 'csv')).not.toContain('gone');
    const restored = await rig.as(analyst, 'incident.indicator.restore', { incidentId, sightingId, version: 2 });
    expect(restored).toMatchObject({ version: 3, withdrawn: null });
    expect(await exported(who, incidentId, 'csv')).toContain('gone.example');
  });

  it('that the agency has added are not withdrawn by a facility', async () => {
    const { who, incidentId } = await declared();
    await record(analyst, incidentId, [{ type: 'domain', value: 'theirs.example' }]);
    const [sighting] = await listed(who, incidentId);
    const body = { incidentId, sightingId: sighting!.id, version: 1, reason: 'Non.' };
    expect(await refusalOf(rig.as(who, 'incident.indicator.withdraw', body))).toBe('indicator-of-other-side');
  });

  it('are proposed from what the incident says, and nothing is written', async () => {
    const { who, incidentId } = await declared(declarant(), 'Connexion vers hxxp://evil[.]example/x.php observée.');
    const note = { id: newId(), incidentId, text: 'Aussi 203.0.113[.]9.', visibility: 'agency' } as const;
    await rig.as(analyst, 'incident.journal.write', note);
    const proposed = async (reader: Actor, text?: string) =>
      (await rig.as(reader, 'incident.indicator.extract', { incidentId, text })).items.map(({ value }) => value);
    expect(await proposed(who)).toContain('http://evil.example/x.php');
    expect(await proposed(who)).not.toContain('203.0.113.9');
    expect(await proposed(analyst)).toContain('203.0.113.9');
    const decision = {
      id: newId(),
      incidentId,
      text: 'Bloquer faux[.]example.',
      visibility: 'shared',
      type: 'decision',
    } as const;
    const { seq } = await rig.as(analyst, 'incident.journal.write', decision);
    expect(await proposed(who)).toContain('faux.example');
    const edit = { entryId: decision.id, incidentId, text: 'Bloquer juste[.]example.', base: seq };
    await rig.as(analyst, 'incident.journal.edit', { id: newId(), ...edit });
    expect(await proposed(who)).toEqual(expect.arrayContaining(['juste.example']));
    expect(await proposed(who)).not.toContain('faux.example');
    expect(await proposed(who, 'a.exe\u0000 b.example')).toEqual(['b.example']);
    expect(await listed(analyst, incidentId)).toEqual([]);
  });
});

describe('a value that was seen elsewhere', () => {
  it('is for a facility the same bytes as one that was seen nowhere', async () => {
    const [seen, fresh] = [`${randomUUID()}.example`, `${randomUUID()}.example`];
    const other = await declared();
    await record(other.who, other.incidentId, [{ type: 'domain', value: seen }]);
    const answers = async (value: string) => {
      const { who, incidentId } = await declared();
      const items: Item[] = [{ type: 'domain', value }];
      const said = [
        await rig.as(who, 'incident.indicator.extract', { incidentId, text: value }),
        await preview(who, incidentId, { Event: { Attribute: [{ type: 'domain', value }] } }),
        await record(who, incidentId, items),
        await rig.as(who, 'incident.indicator.list', { incidentId }),
        await exported(who, incidentId, 'misp'),
      ];
      return JSON.stringify(said)
        .replaceAll(value, 'VALUE')
        .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|\d{10}|972-A?-?\d{4}-\d{4}/g, 'AT');
    };
    expect(await answers(seen)).toBe(await answers(fresh));
  });

  it('is found by the agency with all its incidents, and by a facility not at all', async () => {
    const value = `${randomUUID()}.example`;
    const incidents = [await declared(), await declared(), await declared()];
    for (const { who, incidentId } of incidents) await record(who, incidentId, [{ type: 'domain', value }]);
    const found = await rig.as(analyst, 'incident.indicator.search', { q: value.replaceAll('.', '[.]') });
    expect(found).toMatchObject({ total: 1, items: [{ value, incidents: 3, facilities: 3 }] });
    const { id: indicatorId } = found.items[0]!;
    const { items } = await rig.as(analyst, 'incident.indicator.sightings', { indicatorId });
    expect(items.map(({ incidentId }) => incidentId).sort()).toEqual(
      incidents.map(({ incidentId }) => incidentId).sort(),
    );
    const [{ who }] = incidents as [(typeof incidents)[0]];
    expect(await refusalOf(rig.as(who, 'incident.indicator.search', { q: value }))).toBe('forbidden');
    expect(await refusalOf(rig.as(who, 'incident.indicator.sightings', { indicatorId }))).toBe('forbidden');
  });

  it('is found page by page, each once', async () => {
    const mark = randomUUID().slice(0, 8);
    const { who, incidentId } = await declared();
    const items = Array.from({ length: 25 }, (_, index): Item => ({
      type: 'domain',
      value: `h${index}.${mark}.example`,
    }));
    await record(who, incidentId, items);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query: CommandInput<'incident.indicator.search'> = { q: mark, limit: 10, cursor };
      const page = await rig.as(analyst, 'incident.indicator.search', query);
      expect(page.total).toBe(25);
      seen.push(...page.items.map(({ value }) => value));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
  });
});

describe('an export', () => {
  it('comes back through the import as the same values, and twice as the same bytes', async () => {
    const { who, incidentId } = await declared();
    const items: Item[] = [
      { type: 'domain', value: 'evil.example' },
      { type: 'url', value: "http://evil.example/a'b" },
      { type: 'ipv4', value: '198.51.100.7' },
      { type: 'ipv6', value: '2001:db8::1' },
      { type: 'email', value: 'a@evil.example' },
      { type: 'sha256', value: 'a'.repeat(64) },
      { type: 'filename', value: "it's \\ a file.exe" },
    ];
    await record(who, incidentId, items);
    for (const format of ['misp', 'stix'] as const) {
      const text = await exported(who, incidentId, format);
      expect(await exported(who, incidentId, format)).toBe(text);
      const other = await declared();
      expect(await imported(other.who, other.incidentId, text)).toEqual({
        recorded: 7,
        known: 0,
        withdrawn: 0,
        refused: 0,
      });
      const back = await listed(other.who, other.incidentId);
      expect(back.map(({ type, value }) => `${type} ${value}`).sort()).toEqual(
        items.map(({ type, value }) => `${type} ${value}`).sort(),
      );
    }
  });

  it('runs nothing in a spreadsheet', async () => {
    const { who, incidentId } = await declared();
    await record(who, incidentId, [{ type: 'filename', value: '=cmd|calc.exe' }]);
    expect(await exported(who, incidentId, 'csv')).toContain(`filename;'=cmd|calc.exe;`);
  });
});

describe('an import', () => {
  it('says before what it will do, with the place of what it refuses', async () => {
    const { who, incidentId } = await declared();
    await record(who, incidentId, [{ type: 'domain', value: 'known.example' }]);
    const Attribute = [
      { type: 'domain', value: 'known.example' },
      { type: 'domain|ip', value: 'new.example|198.51.100.1', to_ids: true },
      { type: 'domain', value: 'NEW[.]example' },
      { type: 'regkey', value: 'HKLM' },
      { type: 'ip-dst', value: '10.0.0.0/8' },
      { type: 'domain' },
      { type: 'domain', value: 'deleted.example', deleted: true },
    ];
    const file = { Event: { info: 'Campagne', Tag: [{ name: 'tlp:red' }], Attribute } };
    const said = await preview(who, incidentId, file);
    expect(said).toMatchObject({
      format: 'misp',
      title: 'Campagne',
      total: 8,
      fresh: 2,
      known: 1,
      repeated: 1,
      refused: 4,
    });
    expect(said.places.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
      'Event.Attribute[3] type-unsupported',
      'Event.Attribute[4] indicator-invalid',
      'Event.Attribute[5] attribute-malformed',
      'Event.Attribute[6] deleted',
    ]);
    expect(await listed(who, incidentId)).toHaveLength(1);
    expect(await imported(who, incidentId, file)).toEqual({ recorded: 2, known: 1, withdrawn: 0, refused: 4 });
    const fresh = (await listed(who, incidentId)).filter(({ source }) => source === 'misp');
    expect(fresh.map(({ tlp, forDetection }) => [tlp, forDetection])).toEqual([
      ['RED', true],
      ['RED', true],
    ]);
  });

  it('of a file that somebody else has sent is not found', async () => {
    const { who, incidentId } = await declared();
    const uploadId = await uploaded(analyst, '{"Event":{}}');
    expect(await refusalOf(rig.as(who, 'incident.indicator.preview', { incidentId, uploadId }))).toBe('not-found');
    const own = await uploaded(who, '{"Event":{}}');
    const foreign = (await declared()).incidentId;
    expect(await refusalOf(rig.as(who, 'incident.indicator.preview', { incidentId: foreign, uploadId: own }))).toBe(
      'not-found',
    );
  });

  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'json'],
    ['half a file', '{"Event":{"Attribute":[', 'json'],
    ['a list of nothing', '[]', 'neither-misp-nor-stix'],
    ['a number', '42', 'neither-misp-nor-stix'],
    ['another document', '{"document":{"tracking":{}}}', 'neither-misp-nor-stix'],
    ['what is not UTF-8', new Uint8Array([0x7b, 0xff, 0xfe]), 'not-utf-8'],
    ['deep nesting', '['.repeat(5_000_000), 'json'],
    ['deeper nesting', '['.repeat(7_000_000), 'too-complex'],
    ['a prototype', '{"__proto__":{"Event":{"Attribute":[]}},"constructor":{"prototype":{}}}', 'neither-misp-nor-stix'],
  ])('of %s is a clear answer', async (_, content, code) => {
    const { who, incidentId } = await declared();
    const uploadId = await uploaded(who, content);
    await expect(rig.slowly(who, 'incident.indicator.preview', { incidentId, uploadId })).rejects.toMatchObject({
      code: 'indicators-unreadable',
      params: { places: [{ path: '/', code }] },
    });
    expect(await listed(who, incidentId)).toEqual([]);
  });

  it('takes what is good of a hostile event, and says what is not', async () => {
    const { who, incidentId } = await declared();
    const Attribute = [
      { type: '__proto__', value: 'x' },
      { type: 'constructor', value: 'x' },
      { type: 'domain', value: { toString: 'evil' } },
      { type: 'domain', value: ['evil.example'] },
      { type: 'domain', value: 'a\u0000b.example' },
      { type: 'filename', value: 'x'.repeat(1_000_000) },
      { type: 'filename', value: '\ud800' },
      null,
      7,
      [],
      { type: 'domain', value: 'good.example', comment: 'a\u0000b\ud800', Tag: [{ name: 5 }, null, 'tlp:red'] },
    ];
    const said = await imported(who, incidentId, {
      Event: { info: 5, Attribute, Object: [null, { Attribute: 'no' }] },
    });
    expect(said).toEqual({ recorded: 1, known: 0, withdrawn: 0, refused: 10 });
    expect(await listed(who, incidentId)).toMatchObject([{ value: 'good.example', tlp: 'AMBER' }]);
  });

  it('takes of a bundle what means "any of these", and no half of anything else', async () => {
    const { who, incidentId } = await declared();
    const indicator = (pattern: unknown, more: object = {}) => ({
      type: 'indicator',
      pattern_type: 'stix',
      pattern,
      ...more,
    });
    const objects = [
      indicator(
        "[ipv4-addr:value = '198.51.100.3' OR ipv4-addr:value = '198.51.100.4'] OR [domain-name:value='or.example']",
      ),
      indicator("[file:hashes.'SHA-256' = '" + 'b'.repeat(64) + "']"),
      indicator("[file:name = 'a.exe' AND file:size = 3]"),
      indicator("[domain-name:value LIKE '%.example']"),
      indicator("[domain-name:value = 'x.example'] FOLLOWEDBY [domain-name:value = 'y.example']"),
      indicator("[domain-name:value = '" + "\\'".repeat(20_000)),
      indicator('rule x {}', { pattern_type: 'yara' }),
      indicator(5),
      indicator("[domain-name:value = 'revoked.example']", { revoked: true }),
      { type: 'url', value: 'http://seen.example/' },
      { type: 'identity', name: 'Someone' },
      { type: 'malware', name: 'Some' },
    ];
    const said = await preview(who, incidentId, { type: 'bundle', id: 'bundle--1', objects });
    expect(said).toMatchObject({ format: 'stix', fresh: 5, refused: 8 });
    expect(said.places.map(({ code }) => code).sort()).toEqual([
      'attribute-malformed',
      'deleted',
      'pattern-type-unsupported',
      ...Array.from({ length: 4 }, () => 'pattern-unsupported'),
      'type-unsupported',
    ]);
  });

  it('of a value that is stated twice keeps that it is for detection, the strictest marking and what is said of it', async () => {
    const { who, incidentId } = await declared();
    const marked = (...refs: string[]) => ({ object_marking_refs: refs });
    const [green, red] = ['34098fce-860f-48ae-8e50-ebd3cc5e41da', '5e57c739-391a-4eb3-b6be-7d15ca92d5ed'].map(
      (id) => `marking-definition--${id}`,
    );
    const pattern = "[ipv4-addr:value = '198.51.100.77']";
    const objects = [
      { type: 'ipv4-addr', value: '198.51.100.77', ...marked(green!) },
      { type: 'indicator', pattern_type: 'stix', pattern, description: 'Serveur de commande', ...marked(green!, red!) },
    ];
    const said = await imported(who, incidentId, { type: 'bundle', id: 'bundle--2', objects });
    expect(said).toMatchObject({ recorded: 1, refused: 0 });
    expect(await listed(who, incidentId)).toMatchObject([
      { value: '198.51.100.77', forDetection: true, tlp: 'RED', note: 'Serveur de commande' },
    ]);
  });

  it('that says too much in too few bytes is refused, before it fills the service', async () => {
    const { who, incidentId } = await declared();
    const values = Array.from({ length: 2_500 }, (_, index) => `domain-name:value = 'd${index}.example'`).join(' OR ');
    const objects = Array.from({ length: 30 }, () => ({
      type: 'indicator',
      pattern_type: 'stix',
      pattern: `[${values}]`,
      description: 'x'.repeat(500),
    }));
    const file = { type: 'bundle', id: 'bundle--3', objects };
    await expect(preview(who, incidentId, file)).rejects.toMatchObject({ params: { places: [{ code: 'too-many' }] } });
  });

  it('waits for its turn without its file, and no more than a few wait', async () => {
    const { who, incidentId } = await declared();
    const Attribute = Array.from({ length: 20_000 }, (_, index) => ({ type: 'domain', value: `w${index}.example` }));
    const uploadId = await uploaded(who, JSON.stringify({ Event: { info: 'Attente', Attribute } }));
    const asked = Array.from({ length: 8 }, () =>
      rig.slowly(who, 'incident.indicator.preview', { incidentId, uploadId }).then(
        ({ fresh }) => fresh,
        (error: { code: string }) => error.code,
      ),
    );
    const answers = await Promise.all(asked);
    expect(answers.filter((answer) => answer === 20_000).length).toBeGreaterThanOrEqual(4);
    expect(answers).toContain('too-many-requests');
  });

  it('of a hundred thousand attributes loses none, and the service answers others meanwhile', async () => {
    const { who, incidentId } = await declared();
    const attribute = (_: unknown, index: number) => ({
      id: String(index),
      event_id: '1',
      object_id: '0',
      uuid: randomUUID(),
      type: 'domain',
      category: 'Network activity',
      to_ids: true,
      timestamp: '1700000000',
      comment: '',
      deleted: false,
      value: `h${index}.campaign.example`,
    });
    const Attribute = Array.from({ length: 100_000 }, attribute);
    const uploadId = await uploaded(who, JSON.stringify({ Event: { info: 'Grande campagne', Attribute } }));
    const said = rig.slowly(who, 'incident.indicator.import', { incidentId, uploadId });
    const waits: number[] = [];
    let isOver = false;
    void said.finally(() => (isOver = true)).catch(() => undefined);
    while (!isOver) {
      const began = performance.now();
      await rig.as(who, 'incident.indicator.list', { incidentId, limit: 1 });
      waits.push(performance.now() - began);
    }
    expect(await said).toEqual({ recorded: 100_000, known: 0, withdrawn: 0, refused: 0 });
    expect(Math.max(...waits)).toBeLessThan(8_000);
    expect((await rig.as(who, 'incident.indicator.list', { incidentId, limit: 1 })).total).toBe(100_000);
    const again = await rig.slowly(who, 'incident.indicator.preview', { incidentId, uploadId });
    expect(again).toMatchObject({ total: 100_000, fresh: 0, known: 100_000 });
    const event = JSON.parse(await exported(who, incidentId, 'misp')) as { Event: { Attribute: { value: string }[] } };
    expect(new Set(event.Event.Attribute.map(({ value }) => value)).size).toBe(100_000);
  });
});
