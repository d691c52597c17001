import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { DeclarationInput, Incident, Receipt } from '#libs/contracts';
import { ok } from '#libs/testing';
import { until } from '../story/world.js';
import { declared, expectRefused, incidentsOf, personOf, relay } from './requests.js';
import { admin, author, cast, phone, platform, relayer } from './running.js';

const send = (declaration: DeclarationInput, key: string) =>
  author.post<Receipt>('/api/declarations', declaration, { key });

const eventsOf = async (id: string): Promise<number> => {
  const sql = "SELECT count(*)::int AS n FROM messaging.event WHERE aggregate_id = $1 AND type = 'incident.declared'";
  return (await admin.query<{ n: number }>(sql, [id])).rows[0]?.n ?? 0;
};

describe('the same declaration again', () => {
  it('relayed again, by whoever, is told as received already', async () => {
    const declaration = declared();
    const parts = await phone.shows(declaration);
    const first = ok(await relay(parts));
    for (const by of [relayer, cast.foreign.declarant, author]) {
      expect(ok(await relay(parts, by))).toEqual({ ...first, alreadyReceived: true });
    }
    expect(await incidentsOf(declaration.id)).toMatchObject([{ relayed_by: personOf(relayer) }]);
    expect(await eventsOf(declaration.id)).toBe(1);
  });

  it('relayed five times at once makes one incident', async () => {
    const declaration = declared();
    const parts = await phone.shows(declaration);
    const all = [relayer, cast.foreign.declarant, cast.rightful.analyst, relayer, author];
    const receipts = (await Promise.all(all.map((by) => relay(parts, by)))).map(ok);
    expect(new Set(receipts.map(({ reference, recordedAt }) => `${reference} ${recordedAt}`)).size).toBe(1);
    expect(receipts.filter(({ alreadyReceived }) => !alreadyReceived)).toHaveLength(1);
    expect([(await incidentsOf(declaration.id)).length, await eventsOf(declaration.id)]).toEqual([1, 1]);
  });

  it.each(['relayed, then sent', 'sent, then relayed', 'both at once'])('%s makes one incident', async (order) => {
    const declaration = declared();
    const key = randomUUID();
    const parts = await phone.shows(declaration, { key });
    const steps = [() => relay(parts), () => send(declaration, key)];
    if (order === 'sent, then relayed') steps.reverse();
    const answers =
      order === 'both at once'
        ? await Promise.all(steps.map((step) => step()))
        : [await steps[0]!(), await steps[1]!()];
    const references = answers.map((answer) => (ok<unknown>(answer) as Receipt).reference);
    expect(new Set(references).size).toBe(1);
    expect([(await incidentsOf(declaration.id)).length, await eventsOf(declaration.id)]).toEqual([1, 1]);
  });

  it('relayed as it was before its author changed and sent it, is told as received already', async () => {
    const declaration = declared();
    const key = randomUUID();
    const parts = await phone.shows(declaration, { key });
    const sent = ok(await send({ ...declaration, what: 'Tout est revenu.' }, key));
    expect(ok(await relay(parts))).toEqual({
      reference: sent.reference,
      recordedAt: sent.recordedAt,
      alreadyReceived: true,
    });
    expect(ok(await author.get<Incident>(`/api/incidents/${declaration.id}`)).what).toBe('Tout est revenu.');
  });

  it('of thirty-one days ago is refused, unless it was received', async () => {
    const signedAt = new Date(Date.now() - 31 * 86_400_000).toISOString();
    const declaration = declared();
    const parts = await phone.shows(declaration, { signedAt });
    const refusal = await expectRefused(await relay(parts), 422, 'relay-too-old', declaration.id);
    expect(refusal.message).toContain('30 jours');
    ok(await send(declaration, randomUUID()));
    expect(ok(await relay(parts)).alreadyReceived).toBe(true);
  });

  it('after kill -9 of the incident service in the middle of a relay, again makes one incident', async () => {
    const carrier = cast.foreign['facility-manager'];
    const work = Array.from({ length: 12 }, () => ({ declaration: declared(), key: randomUUID() }));
    const codes = await Promise.all(work.map(({ declaration }) => phone.shows(declaration)));
    const first = codes.map((parts, index) => relay(parts, carrier, work[index]!.key));
    // One is through, the others are on their way.
    await Promise.race(first);
    await platform.kill('incident');
    await Promise.all(first);
    for (const [index, { declaration, key }] of work.entries()) {
      const receipt = await until(async () => {
        const answer = await relay(codes[index]!, carrier, key);
        return answer.status === 503 ? undefined : ok(answer);
      }, 'the incident service again');
      expect(receipt.reference).toMatch(/^972-/);
      expect([(await incidentsOf(declaration.id)).length, await eventsOf(declaration.id)]).toEqual([1, 1]);
      const { rows } = await admin.query(
        "SELECT count(*)::int AS n FROM incident.audit WHERE record_id = $1 AND action = 'incident.declaration.relay'",
        [declaration.id],
      );
      expect(rows).toEqual([{ n: 1 }]);
    }
  });
});
