import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CommandResult, Receipt } from '#libs/contracts';
import { ok } from '#libs/testing';
import type { ParsedMail } from 'mailparser';
import { type Platform, startPlatform } from './platform.js';
import { aDeclaration } from './story/declare.js';
import { until } from './story/world.js';
import { type Cast, signInCast } from './tenancy/records.js';

type Clocks = CommandResult<'incident.clock.list'>;
const HOUR = 3_600_000;

let platform: Platform;
let cast: Cast;

beforeAll(async () => {
  platform = await startPlatform();
  cast = await signInCast(platform.world);
});
afterAll(() => platform.stop());

const about = (mails: readonly ParsedMail[], reference: string): ParsedMail[] =>
  mails.filter(({ subject, text }) => /échéance|due time/.test(subject ?? '') && text?.includes(reference));
const readerOf = ({ to }: ParsedMail): string => [to].flat()[0]?.text ?? '';
const emailOf = (who: 'declarant' | 'facility-manager' | 'analyst'): string =>
  cast.rightful[who].session?.identity.email ?? '';

it('reminds the declarant, the managers and the analyst in charge, of the reference and the time only', async () => {
  const { declarant, analyst } = cast.rightful;
  const aware = Date.now() - 50 * 60_000;
  const body = aDeclaration(cast.facilityA, { since: null, awareAt: new Date(aware).toISOString() });
  const { incidentId, reference } = ok(await declarant.post<Receipt>('/api/declarations', body));
  ok(await analyst.post(`/api/incidents/${incidentId}/take`, {}));
  const clocks = await until(async () => {
    const list = ok(await declarant.get<Clocks>(`/api/clocks?incidentId=${incidentId}`));
    return list.pending ? undefined : list;
  }, 'the clocks');
  // The demo region knows what its facilities are.
  expect(clocks.items.find(({ regime }) => regime === 'csp')?.applies).toBe('yes');
  expect(about(await platform.mails(), reference)).toEqual([]);

  // It was known for more than an hour already: the first reminder of what is due without delay has passed.
  const corrected = { awareAt: new Date(aware - HOUR / 2).toISOString(), reason: 'Main courante.' };
  ok(await declarant.post(`/api/incidents/${incidentId}/aware`, corrected));
  const people = [emailOf('declarant'), emailOf('facility-manager'), emailOf('analyst')];
  const mails = await until(async () => {
    const found = about(await platform.mails(), reference);
    return people.every((email) => found.some((mail) => readerOf(mail).includes(email))) ? found : undefined;
  }, 'a mail to each');
  for (const mail of mails) {
    expect(mail.subject).toMatch(/^TLP:AMBER /);
    expect(mail.text).toContain(`/incidents/${incidentId}`);
    expect(mail.text).not.toMatch(/NIS|RGPD|GDPR|CSP|EIGS|CNIL/);
    expect(mail.text).not.toContain(body.what.slice(0, 20));
  }
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  const all = about(await platform.mails(), reference);
  expect(all.map(readerOf).sort()).toEqual([...new Set(all.map(readerOf))].sort());
  // The analyst is in charge: nobody else of the agency is woken.
  expect(
    all
      .map(readerOf)
      .filter((reader) => people.includes(reader))
      .sort(),
  ).toEqual(people.sort());
});
