import { describe, expect, it } from '@jest/globals';
import { Declaration, type MailDraft } from '#libs/contracts';
import { beginningOf } from './useMailDraft.js';

const draft = (part: Partial<MailDraft>) =>
  ({ subject: null, text: '', senderName: null, senderAddress: null, guess: null, ...part }) as MailDraft;

describe('a declaration that begins with a mail', () => {
  it('says what its subject and text say, and whom to call back', () => {
    const guess = { facilityId: '01890000-0000-7000-8000-000000000001', reason: 'person' } as const;
    const mail = draft({
      subject: 'Rançon',
      text: 'Tout est chiffré.',
      senderName: 'Camille',
      senderAddress: 'c@x.example',
      guess,
    });
    expect(beginningOf(mail)).toEqual({
      what: 'Rançon\n\nTout est chiffré.',
      contactName: 'Camille',
      contactEmail: 'c@x.example',
      facilityId: guess.facilityId,
    });
  });

  it('is no longer than a declaration may be, and never holds half a character', () => {
    const { what, facilityId, contactName } = beginningOf(draft({ subject: 'x', text: '🔥'.repeat(30_000) }));
    expect(Declaration.shape.what.safeParse(what).success).toBe(true);
    expect(what.isWellFormed()).toBe(true);
    expect([facilityId, contactName]).toEqual([null, '']);
  });
});
