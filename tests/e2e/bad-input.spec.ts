import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Asset,
  type CommandRoute,
  type ImportPreview,
  type OwnRoute,
  type RefusalBody,
  commandRoutes,
  ownRoutes,
} from '#libs/contracts';
import { type Answer, type Client, ok } from '#libs/testing';
import { type Valid, attemptsOn } from './hostile/walk.js';
import { type Platform, startPlatform } from './platform.js';
import { aDeclaration } from './story/declare.js';
import { newRecordId } from './story/world.js';
import { cases } from './tenancy/cases.js';
import { type Cast, clientOf, makeRecords, signInCast } from './tenancy/records.js';

let platform: Platform;
let cast: Cast;
let declarant: Client;
let officer: Client;
let analyst: Client;

beforeAll(async () => {
  platform = await startPlatform({ mailbox: true });
  cast = await signInCast(platform.world);
  declarant = cast.rightful.declarant;
  officer = cast.rightful['inventory-officer'];
  analyst = cast.rightful.analyst;
});
afterAll(() => platform.stop());

/** A refusal as a person meets it: a 4xx, a stable code, a sentence, a number to read out. */
function expectRefusal(answer: Answer, status: number, code: string): RefusalBody {
  const body = answer.body as RefusalBody;
  expect([answer.status, body?.code]).toEqual([status, code]);
  expect(body.message.length).toBeGreaterThan(20);
  expect(body.traceId).toMatch(/^[0-9a-f-]{16,}$/);
  return body;
}

const declare = (body: unknown, headers: Record<string, string> = {}) =>
  declarant.post('/api/declarations', body, { headers });

describe('a declaration that is wrong', () => {
  const right = () => aDeclaration(cast.facilityA) as unknown as Record<string, unknown>;

  it.each([
    ['a wrong enum', () => ({ ...right(), patientDanger: 'maybe' }), 'patientDanger'],
    ['an unknown field', () => ({ ...right(), colour: 'blue' }), 'colour'],
    ['a missing field', () => ({ ...right(), what: undefined }), 'what'],
    ['a NUL in a text', () => ({ ...right(), what: 'a\u0000b' }), 'what'],
    ['an id that is none', () => ({ ...right(), id: 'x' }), 'id'],
    [
      'a contact without phone and mail',
      () => ({ ...right(), contact: { name: 'A', phone: null, email: null } }),
      'contact.phone',
    ],
    ['a text that is too long', () => ({ ...right(), what: 'x'.repeat(20_001) }), 'what'],
    ['a list instead of an object', () => [], ''],
    ['a word', () => 'bonjour', ''],
  ])('%s: says where', async (_, body, path) => {
    const refusal = expectRefusal(await declare(body()), 400, 'invalid-request');
    expect(refusal.places?.map((place) => place.path ?? '')).toContain(path);
  });

  it('answers in the reader’s language', async () => {
    const wrong = { ...right(), patientDanger: 'maybe' };
    expect(expectRefusal(await declare(wrong), 400, 'invalid-request').message).toMatch(/Rien n’a été enregistré/);
    const nobody = cast.nobody;
    expect(((await nobody.get('/api/incidents')).body as RefusalBody).message).toMatch(/Reconnectez-vous/);
    const english = await nobody.send('GET', '/api/incidents', undefined, { headers: { 'accept-language': 'en' } });
    expect((english.body as RefusalBody).message).toMatch(/Sign in again/);
  });

  it('aware in the future', async () => {
    expectRefusal(
      await declare({ ...right(), awareAt: new Date(Date.now() + 3_600_000).toISOString() }),
      422,
      'aware-in-future',
    );
  });

  it('aware before it began', async () => {
    const began = new Date(Date.now() - 60_000).toISOString();
    expectRefusal(
      await declare({ ...right(), since: began, awareAt: new Date(Date.now() - 3_600_000).toISOString() }),
      422,
      'aware-before-start',
    );
  });

  it('keeps emoji and right-to-left text as they were written', async () => {
    const what = 'Écran noir 🚨 \u202bשלום\u202c \u0007 fin'.replace('\u0007', '');
    const receipt = ok(await declare({ ...right(), what })) as { incidentId: string };
    expect((await declarant.get<{ what: string }>(`/api/incidents/${receipt.incidentId}`)).body.what).toBe(what);
  });
});

describe('a request that is wrong', () => {
  it('malformed JSON', async () => {
    const answer = await declarant.send('POST', '/api/declarations', new TextEncoder().encode('{"a":'), {
      headers: { 'content-type': 'application/json' },
    });
    expectRefusal(answer, 400, 'invalid-request');
  });
  it('10 MB of JSON', async () => {
    expectRefusal(await declare({ what: 'x'.repeat(10 * 1024 * 1024) }), 413, 'too-large');
  });
  it('another media type', async () => {
    expectRefusal(
      await declare('a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'unsupported-media',
    );
  });
  it('no idempotency key', async () => {
    expectRefusal(
      await declarant.post('/api/declarations', aDeclaration(cast.facilityA), { key: null }),
      400,
      'idempotency-key-missing',
    );
  });
  it('no CSRF token', async () => {
    expectRefusal(await declare(aDeclaration(cast.facilityA), { 'x-csrf-token': 'x' }), 403, 'csrf-refused');
  });
  it('another site as origin', async () => {
    expectRefusal(await declare(aDeclaration(cast.facilityA), { origin: 'https://evil.example' }), 403, 'csrf-refused');
  });
  it.each([
    '/api/incidents/not-an-id',
    '/api/incidents?limit=100000',
    '/api/incidents?cursor=%00',
    '/api/incidents?state=lost',
    '/api/incidents?q=%00',
  ])('%s', async (path) => {
    const answer = await declarant.get(path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
  it('an address that does not exist', async () => {
    expectRefusal(await declarant.get('/api/nothing'), 404, 'not-found');
  });
  it('signing in with a wrong password or an unknown address says the same', async () => {
    const account = platform.accounts[0];
    const answers = await Promise.all([
      cast.nobody.post('/api/session', { email: account?.email, password: 'wrong' }, { key: null }),
      cast.nobody.post('/api/session', { email: 'nobody@nowhere.example', password: 'wrong' }, { key: null }),
    ]);
    const [known, unknown] = answers.map((answer) => expectRefusal(answer, 401, 'sign-in-refused'));
    expect(known?.message).toBe(unknown?.message);
  });
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function uploaded(client: Client, content: Uint8Array): Promise<string> {
  return ok(await client.post<{ uploadId: string }>('/api/uploads', content)).uploadId;
}

describe('an inventory file that is wrong', () => {
  const preview = async (content: Uint8Array) =>
    officer.post<ImportPreview>(`/api/facilities/${cast.facilityA}/imports/preview`, {
      uploadId: await uploaded(officer, content),
    });
  const commit = async (content: Uint8Array) =>
    officer.post(`/api/facilities/${cast.facilityA}/imports`, {
      id: newRecordId(),
      uploadId: await uploaded(officer, content),
      mapping: { vendor: 'Fournisseur', product: 'Produit', quantity: 'Quantité' },
      mode: 'replace',
    });
  const assets = async () =>
    ok(await officer.get<{ items: Asset[]; total: number }>('/api/assets', { facilityId: cast.facilityA }));

  it('lists every faulty line with its column, and imports nothing', async () => {
    ok(await commit(bytes('Fournisseur;Produit;Quantité\nAcme;Pompe;1\n')));
    const broken = bytes(
      'Fournisseur;Produit;Quantité\nAcme;Pompe;2\n;Sans fournisseur;1\nAcme;;1\nAcme;Moniteur;beaucoup\n',
    );
    const refusal = expectRefusal(await commit(broken), 422, 'file-invalid');
    expect(refusal.places?.map((place) => [place.line, place.column])).toEqual([
      [3, 1],
      [4, 2],
      [5, 3],
    ]);
    expect((await assets()).items.map((asset) => [asset.product, asset.quantity])).toEqual([['Pompe', 1]]);
  });

  it('a binary file called .csv', async () => {
    const binary = Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256);
    expectRefusal(await preview(binary), 422, 'file-not-text');
  });

  it('an empty file: the preview says so, and nothing is imported', async () => {
    expect(ok(await preview(bytes(''))).faults.map(({ code }) => code)).toEqual(['file-empty']);
    expect((await commit(bytes(''))).status).toBe(422);
  });

  it('a file over the limit', async () => {
    expectRefusal(await officer.post('/api/uploads', new Uint8Array(11 * 1024 * 1024)), 413, 'too-large');
  });

  it('an upload that does not exist', async () => {
    const answer = await officer.post(`/api/facilities/${cast.facilityA}/imports/preview`, { uploadId: newRecordId() });
    expect([404, 409]).toContain(answer.status);
  });

  it('keeps cells that a spreadsheet would run as text, and neutralises them on export', async () => {
    ok(await commit(bytes('Fournisseur;Produit;Quantité\n=cmd|calc;+SUM(A1);1\n@import;-2+3;1\n')));
    expect((await assets()).items.map(({ vendor, product }) => [vendor, product]).sort()).toEqual([
      ['=cmd|calc', '+SUM(A1)'],
      ['@import', '-2+3'],
    ]);
    const exported = ok(await officer.get<{ csv: string }>(`/api/facilities/${cast.facilityA}/assets/export`)).csv;
    for (const cell of exported.split(/[;\r\n]/).map((text) => text.replace(/^"/, '')))
      expect(cell).not.toMatch(/^[=+@\-\t]/);
  });
});

describe('a CSAF document that is wrong', () => {
  const importOf = async (content: Uint8Array) =>
    analyst.post('/api/csaf', { id: newRecordId(), uploadId: await uploaded(analyst, content) });

  it('is not JSON', async () => {
    expectRefusal(await importOf(bytes('<csaf/>')), 422, 'csaf-invalid');
  });
  it('is JSON but no advisory', async () => {
    expectRefusal(await importOf(bytes('{"document":{}}')), 422, 'csaf-invalid');
  });
  it('names a product that it does not define: all places are listed', async () => {
    const document = JSON.parse(new TextDecoder().decode(platform.world.csaf)) as {
      vulnerabilities: { product_status: Record<string, string[]> }[];
    };
    document.vulnerabilities[0]!.product_status = { known_affected: ['CSAFPID-NOWHERE'] };
    const refusal = expectRefusal(await importOf(bytes(JSON.stringify(document))), 422, 'csaf-invalid');
    expect(refusal.places?.length).toBeGreaterThan(0);
  });
  it('is nested a hundred thousand deep', async () => {
    expectRefusal(await importOf(bytes('['.repeat(100_000) + ']'.repeat(100_000))), 422, 'csaf-invalid');
  });
});

describe('what nobody sends by mistake', () => {
  const id = '0193a000-0000-7000-8000-000000000001';
  const cursorOf = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url');

  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-14:00'])('a declaration since %s', async (since) => {
    const refusal = expectRefusal(await declare({ ...aDeclaration(cast.facilityA), since }), 400, 'invalid-request');
    expect(refusal.places).toEqual([{ path: 'since', code: 'out-of-range' }]);
  });

  it.each([
    ['/api/facilities', ['\u0000', id]],
    ['/api/people', ['\u0000', id]],
    ['/api/csaf', ['1', id, 1]],
    ['/api/incidents', ['0000-01-01T00:00:00Z', id, 1]],
    ['/api/advisories', ['9999-12-31T23:59:59-14:00', id]],
  ])('a cursor of %s that we could not have written: %j', async (path, position) => {
    const client = path === '/api/people' ? cast.rightful['facility-manager'] : analyst;
    const refusal = expectRefusal(await client.get(path, { cursor: cursorOf(position) }), 400, 'invalid-request');
    expect(refusal.places).toEqual([{ path: 'cursor', code: 'cursor-unknown' }]);
  });

  it('a journal after an entry that it cannot have: there is none', async () => {
    const { incidentId } = ok(await declare(aDeclaration(cast.facilityA))) as { incidentId: string };
    const page = ok(await declarant.get(`/api/incidents/${incidentId}/journal`, { after: 3_000_000_000 }));
    expect(page).toEqual({ items: [], next: null });
  });
});

/**
 * Every field of every route, one at a time, with everything of `hostile/values.ts`: whatever comes, it is a refusal that says so,
 * and where, or it is taken; it is never a fault.
 */
describe('every route with hostile values', () => {
  const routes: [string, CommandRoute | OwnRoute][] = [
    ...Object.entries<CommandRoute>(commandRoutes),
    ...Object.entries<OwnRoute>(ownRoutes).filter(([name]) => name !== 'signOut'),
  ];
  const valid = new Map<string, () => Valid>();
  const AT_ONCE = 8;

  beforeAll(async () => {
    const records = await makeRecords(platform.world, cast);
    for (const [name, tenancyCase] of Object.entries(cases)) {
      valid.set(name, () => (tenancyCase === 'open' ? {} : tenancyCase.request(records)));
    }
    valid.set('signIn', () => ({ body: { email: 'nobody@nowhere.example', password: 'x' } }));
  });

  it.each(routes)('%s', async (name, route) => {
    const tenancyCase = cases[name as keyof typeof cases];
    const client = tenancyCase === 'open' ? cast.nobody : clientOf(cast, tenancyCase.rightful);
    const counted = route.perMinute !== undefined;
    const attempts = attemptsOn(client, route, valid.get(name) ?? (() => ({})), counted);
    const faults: string[] = [];
    for (let next = 0; next < attempts.length; next += AT_ONCE) {
      const some = attempts.slice(next, next + AT_ONCE);
      const answers = await Promise.all(some.map(({ send }) => send()));
      answers.forEach(({ status, body, text }, index) => {
        const { code, places } = (body ?? {}) as Partial<RefusalBody>;
        const isFault = status >= 500 && status !== 503;
        // Who is told no place met the net below the schemas: a schema has a hole.
        const isHole = code === 'invalid-request' && places === undefined;
        if (isFault || isHole) faults.push(`${some[index]?.what}: ${status} ${text.slice(0, 200)}`);
      });
    }
    expect(faults).toEqual([]);
  });
});
