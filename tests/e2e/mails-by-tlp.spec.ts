import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Tlp } from '#libs/contracts';
import { ok } from '#libs/testing';
import type { ParsedMail } from 'mailparser';
import { type Platform, startPlatform } from './platform.js';
import { newRecordId, until } from './story/world.js';
import { type Cast, signInCast } from './tenancy/records.js';

const TITLE = 'Passerelle Zébulon vulnérable';
const BODY = 'Coupez l’accès distant avant 18 h.';

let platform: Platform;
let cast: Cast;

beforeAll(async () => {
  platform = await startPlatform();
  cast = await signInCast(platform.world);
});
afterAll(() => platform.stop());

/** Sends one advisory at the level, and gives its reference and the mails that it caused. */
async function send(
  tlp: Tlp,
  kind: 'real' | 'exercise' = 'real',
): Promise<{ id: string; reference: string; mails: ParsedMail[]; raw: string }> {
  const { analyst, approver } = cast.rightful;
  const contacts = ok(
    await cast.rightful['facility-manager'].get<{ items: { email: string | null }[] }>(
      `/api/facilities/${cast.facilityA}/contacts`,
    ),
  ).items.filter((contact) => contact.email !== null);
  const before = await platform.mails();
  const id = newRecordId();
  const saved = ok(
    await analyst.put<{ reference: string }>(`/api/advisories/${id}`, {
      kind,
      tlp,
      texts: { fr: { title: TITLE, body: BODY }, en: { title: TITLE, body: BODY } },
      respondBy: null,
      csafId: null,
      regionalId: null,
      audience: { facilities: [cast.facilityA] },
    }),
  );
  ok(await analyst.post(`/api/advisories/${id}/submit`, {}));
  ok(await approver.post(`/api/advisories/${id}/approve`, { expectedCount: 1 }));
  const known = new Set(before.map((mail) => mail.messageId));
  const mails = await until(async () => {
    const fresh = (await platform.mails()).filter((mail) => !known.has(mail.messageId));
    return fresh.length >= contacts.length ? fresh : undefined;
  }, `a mail for each of ${contacts.length} contacts`);
  expect(contacts.length).toBeGreaterThan(0);
  const addressees = mails.map((mail) => [mail.to].flat()[0]?.value[0]?.address ?? '');
  expect(addressees.sort()).toEqual(contacts.map((contact) => contact.email).sort());
  const raw = mails
    .map((mail) => [mail.subject, mail.text, mail.html || '', JSON.stringify([...mail.headers])].join('\n'))
    .join('\n');
  return { id, reference: saved.reference, mails, raw };
}

it.each(['CLEAR', 'GREEN'] as const)('TLP:%s carries the text', async (tlp) => {
  const { reference, mails } = await send(tlp);
  for (const mail of mails) {
    expect(mail.subject).toContain(`TLP:${tlp}`);
    expect(mail.subject).toContain(reference);
    expect(mail.text).toContain(TITLE);
    expect(mail.text).toContain(BODY);
    expect(mail.html).toContain(BODY);
  }
});

it.each(['AMBER', 'AMBER+STRICT'] as const)('TLP:%s carries only the reference and a link', async (tlp) => {
  const { id, reference, mails, raw } = await send(tlp);
  for (const mail of mails) {
    expect(mail.subject).toContain(`TLP:${tlp}`);
    expect(mail.text).toContain(reference);
    expect(mail.text).toContain(id);
  }
  expect(raw).not.toContain('Zébulon');
  expect(raw).not.toContain('accès distant');
});

it('TLP:RED carries nothing but "sign in"', async () => {
  const { id, reference, mails, raw } = await send('RED');
  for (const mail of mails) expect(mail.text).toMatch(/connectez-vous|sign in/i);
  for (const secret of ['Zébulon', 'accès distant', reference, id, cast.facilityA]) expect(raw).not.toContain(secret);
});

it('an exercise says so in subject and text', async () => {
  const { mails } = await send('GREEN', 'exercise');
  for (const mail of mails) {
    expect(mail.subject).toMatch(/EXERCICE|EXERCISE/);
    expect(mail.text).toMatch(/EXERCICE|EXERCISE/);
  }
});
