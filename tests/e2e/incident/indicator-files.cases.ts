import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type Item, analyst, declared, exported, imported, listed, preview, record, uploaded } from './indicators.js';
import { refusalOf } from './rig.js';
import { rig } from './running.js';

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
