import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Incident, PaperBatch, PaperForm, Receipt, RefusalBody } from '#libs/contracts';
import { type Answer, type Client, ok, readPdf } from '#libs/testing';
import pg from 'pg';
import { readToken, writeToken } from '../../../apps/incident/src/paper/paper-token.js';
import { aDeclaration } from '../story/declare.js';
import { newRecordId } from '../story/world.js';
import { cast, platform } from './running.js';
import { pagesAt, pdfAt } from './token.js';

const OPEN = '/api/paper-forms/open';
const refusalOf = (answer: Answer): [number, string] => [answer.status, (answer.body as RefusalBody).code];
const manager = (): Client => cast.rightful['facility-manager'];

/** Issues forms of facility A. */
async function issue(count: number, client = manager(), id = newRecordId()): Promise<PaperBatch & { pdf: string }> {
  const forms = `/api/facilities/${cast.facilityA}/paper-forms`;
  const batch = ok(await client.post<PaperBatch>(forms, { id, count }));
  return { ...batch, pdf: `${forms}/${id}/pdf` };
}

let unused: string[] = [];

/** The code of a form that nobody has used, as a camera reads it. */
async function freshToken(): Promise<string> {
  if (unused.length === 0) {
    const { codes } = await pagesAt(manager(), (await issue(10)).pdf);
    unused = [...new Set(codes.flat())].map((address) => address.replace(/^.*\/paper\//, ''));
  }
  return unused.pop()!;
}

/** What an operator's secrets file says. */
function paperKey(): string {
  const secrets = JSON.parse(readFileSync(join(platform.dataDir, 'secrets.json'), 'utf8')) as { paper: string[] };
  return secrets.paper[0] ?? '';
}

const claimsOf = (token: string) => readToken(token, [])!.claims;
const open = (token: string, client: Client = cast.rightful.declarant) => client.post<PaperForm>(OPEN, { token });

/** What is typed from the form. */
const typed = (token: string, more: object = {}) => ({
  ...aDeclaration(cast.facilityA),
  id: claimsOf(token).declarationId,
  paperToken: token,
  ...more,
});

async function inDatabase<Row>(sql: string, values: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: platform.adminUrl });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

describe('forms for the crisis binder', () => {
  it('are printed with the facility’s data, and their code opens them', async () => {
    const contact = {
      label: 'Astreinte',
      name: 'Camille مرحبا 🚑',
      phone: '+596 696 00 00 01',
      email: null,
      outside: true,
      locale: 'fr',
    };
    ok(await manager().put(`/api/facilities/${cast.facilityA}/contacts/${newRecordId()}`, contact));
    const batch = await issue(2);
    const { bytes, headers } = await pdfAt(manager(), batch.pdf);
    expect(new TextDecoder().decode(bytes.slice(0, 5))).toBe('%PDF-');
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="vigie-[\w-]+\.pdf"$/);

    const { pages, codes } = await readPdf(bytes);
    expect(pages).toHaveLength(4);
    const own = manager().session!.identity.facilities[0]!;
    expect(pages[0]).toContain(own.name);
    expect(pages[0]).toContain(own.finess);
    expect(pages[0]).toContain('Camille □□□□□ □');
    expect(pages[2]).toContain(String(batch.numbers[1]).padStart(6, '0'));
    for (const [index, number] of batch.numbers.entries()) {
      const [token = ''] = codes[index * 2]!.map((address) => address.replace(/^.*\/paper\//, ''));
      expect(codes[index * 2]![0]).toMatch(/^http:\/\/localhost:\d+\/paper\//);
      expect(ok(await open(token))).toMatchObject({ number, facilityId: cast.facilityA, used: null });
    }
    expect((await pagesAt(manager(), `${batch.pdf}?locale=en`)).pages[0]).toContain('Declare an incident');
  });

  it('come fifty at a time, and others are answered meanwhile', async () => {
    const batch = await issue(50, cast.rightful.analyst);
    expect(new Set(batch.numbers).size).toBe(50);
    expect(batch.numbers).toEqual(batch.numbers.toSorted((a, b) => a - b));
    let printed = false;
    const printing = pdfAt(cast.rightful.analyst, batch.pdf).finally(() => (printed = true));
    let answered = 0;
    while (!printed) {
      ok(await cast.rightful.declarant.get('/api/incidents'));
      answered += 1;
    }
    const { bytes } = await printing;
    expect(bytes.length).toBeGreaterThan(100_000);
    expect(
      Buffer.from(bytes)
        .toString('latin1')
        .match(/\/Type \/Page\b/g),
    ).toHaveLength(100);
    expect(answered).toBeGreaterThan(5);
    const forms = `/api/facilities/${cast.facilityA}/paper-forms`;
    expect(refusalOf(await manager().post(forms, { id: newRecordId(), count: 51 }))).toEqual([400, 'invalid-request']);
  });

  it('are issued once for one key, and once for one batch', async () => {
    const id = newRecordId();
    const forms = `/api/facilities/${cast.facilityA}/paper-forms`;
    const key = randomUUID();
    const [first, ...again] = await Promise.all(
      Array.from({ length: 4 }, () => manager().post<PaperBatch>(forms, { id, count: 3 }, { key })),
    );
    expect(first?.body.numbers).toHaveLength(3);
    for (const one of again) expect(one.body).toEqual(first?.body);
    expect(refusalOf(await manager().post(forms, { id, count: 3 }))).toEqual([409, 'already-exists']);
    const [audited] = await inDatabase<{ details: unknown; actor_id: string }>(
      `SELECT details, actor_id FROM incident.audit WHERE record_id = $1`,
      [id],
    );
    const [low, , high] = first!.body.numbers;
    expect(audited).toEqual({ details: { first: low, last: high }, actor_id: manager().session?.identity.personId });
  });

  it('are not those of another facility', async () => {
    const batch = await issue(1);
    const stranger = cast.foreign['facility-manager'];
    expect((await stranger.get(batch.pdf)).status).toBe(404);
    const theirs = batch.pdf.replace(cast.facilityA, cast.facilityB);
    expect((await stranger.get(theirs)).status).toBe(404);
    expect((await cast.rightful.analyst.get(theirs)).status).toBe(404);
  });
});

describe('a form’s code', () => {
  let token: string;
  beforeAll(async () => {
    token = await freshToken();
  });

  it('of another facility does not exist, genuine or not', async () => {
    expect(refusalOf(await open(token, cast.foreign.declarant))).toEqual([404, 'not-found']);
    expect(refusalOf(await open(flipped(token, -1), cast.foreign.declarant))).toEqual([404, 'not-found']);
    expect((await open(token, cast.rightful['inventory-officer'])).status).toBe(403);
  });

  it('that was changed, or authenticated elsewhere, is forged', async () => {
    expect(refusalOf(await open(flipped(token, -1)))).toEqual([422, 'paper-forged']);
    const otherKey = writeToken(claimsOf(token), Buffer.alloc(32, 'x').toString('base64url'));
    expect(refusalOf(await open(otherKey))).toEqual([422, 'paper-forged']);
    const otherNumber = Buffer.from(token, 'base64url');
    otherNumber[4]! ^= 1;
    expect(refusalOf(await open(otherNumber.toString('base64url')))).toEqual([422, 'paper-forged']);
  });

  it('of another region says so', async () => {
    const theirs = writeToken(
      { ...claimsOf(token), region: 'guadeloupe' },
      Buffer.alloc(32, 'g').toString('base64url'),
    );
    const answer = await open(theirs);
    expect(refusalOf(answer)).toEqual([422, 'paper-other-region']);
    expect((answer.body as unknown as RefusalBody).message).toContain('guadeloupe');
    // Nor is it ours when their name was replaced by ours.
    const renamed = writeToken({ ...claimsOf(theirs), region: 'local' }, Buffer.alloc(32, 'g').toString('base64url'));
    expect(refusalOf(await open(renamed))).toEqual([422, 'paper-forged']);
  });

  it('that is in no record says so, and one that cannot be read', async () => {
    const unknown = writeToken({ ...claimsOf(token), number: 2_000_000_000 }, paperKey());
    expect(refusalOf(await open(unknown))).toEqual([422, 'paper-unknown']);
    for (const text of [
      'abc',
      'https://ailleurs.example/',
      token.slice(0, -8),
      `${token}AAAA`,
      '🚑',
      ' '.repeat(9) + 'x',
    ])
      expect([text, ...refusalOf(await open(text))]).toEqual([text, 422, 'paper-unreadable']);
    expect((await open('x'.repeat(401))).status).toBe(400);
  });
});

describe('what is typed from a form', () => {
  it('becomes exactly its declaration, once', async () => {
    const token = await freshToken();
    const body = typed(token);
    const key = randomUUID();
    const { declarant } = cast.rightful;
    const receipt = ok(await declarant.post<Receipt>('/api/declarations', body, { key }));
    expect(receipt.incidentId).toBe(claimsOf(token).declarationId);
    expect(ok(await declarant.post<Receipt>('/api/declarations', body, { key }))).toEqual(receipt);
    expect(ok(await declarant.post<Receipt>('/api/declarations', body))).toEqual(receipt);
    expect(ok(await declarant.get<Incident>(`/api/incidents/${receipt.incidentId}`)).source).toBe('paper');
    const { incidentId, reference, recordedAt } = receipt;
    expect(ok(await open(token)).used).toEqual({ incidentId, reference, recordedAt });

    const second = await declarant.post('/api/declarations', typed(token, { what: 'Autre chose.' }));
    expect(refusalOf(second)).toEqual([409, 'paper-used']);
    expect((second.body as RefusalBody).message).toContain(reference);
    const behalf = { ...typed(token, { what: 'Encore autre chose.' }), source: 'paper', caller: 'X', callBack: null };
    expect(refusalOf(await cast.rightful.analyst.post('/api/declarations/on-behalf', behalf))).toEqual([
      409,
      'paper-used',
    ]);
    const rows = await inDatabase<{ used_at: Date; used_by: string }>(
      'SELECT used_at, used_by FROM incident.paper_form WHERE declaration_id = $1',
      [incidentId],
    );
    expect(rows).toEqual([{ used_at: new Date(recordedAt), used_by: declarant.session?.identity.personId }]);
  });

  it('is recorded by the agency in the facility’s name', async () => {
    const token = await freshToken();
    const body = { ...typed(token), source: 'paper', caller: 'Cadre de garde', callBack: null };
    const receipt = ok(await cast.rightful.analyst.post<Receipt>('/api/declarations/on-behalf', body));
    expect(ok(await open(token, cast.rightful.analyst)).used?.reference).toBe(receipt.reference);
    const journal = ok(
      await cast.rightful.declarant.get<{ items: { details: unknown }[] }>(
        `/api/incidents/${receipt.incidentId}/journal`,
      ),
    );
    expect(journal.items[0]?.details).toEqual({ source: 'paper', form: claimsOf(token).number });
  });

  it('is refused under another declaration, or for another facility', async () => {
    const token = await freshToken();
    const { declarant } = cast.rightful;
    expect(refusalOf(await declarant.post('/api/declarations', typed(token, { id: newRecordId() })))).toEqual([
      422,
      'paper-mismatch',
    ]);
    const stranger = cast.foreign.declarant;
    const theirs = typed(token, { facilityId: cast.facilityB });
    expect(refusalOf(await stranger.post('/api/declarations', theirs))).toEqual([404, 'not-found']);
    const behalf = { ...theirs, source: 'paper', caller: 'X', callBack: null };
    expect(refusalOf(await cast.rightful.analyst.post('/api/declarations/on-behalf', behalf))).toEqual([
      422,
      'paper-mismatch',
    ]);
    expect(ok(await open(token)).used).toBeNull();
  });

  it('makes one incident when two type it at the same moment', async () => {
    const token = await freshToken();
    const answers = await Promise.all(
      ['Un.', 'Deux.', 'Trois.'].map((what) =>
        cast.rightful.declarant.post('/api/declarations', typed(token, { what })),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  });

  it('is seen as used also when somebody has declared under its id without the code', async () => {
    const token = await freshToken();
    const { paperToken: _, ...body } = typed(token);
    const receipt = ok(await cast.rightful.declarant.post<Receipt>('/api/declarations', body));
    expect(ok(await open(token)).used?.reference).toBe(receipt.reference);
  });
});

/** The same text with one bit of the byte changed. */
function flipped(token: string, at: number): string {
  const bytes = Buffer.from(token, 'base64url');
  bytes[at < 0 ? bytes.length + at : at]! ^= 1;
  return bytes.toString('base64url');
}
