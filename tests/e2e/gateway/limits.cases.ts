import { describe, expect, it } from '@jest/globals';
import type { RefusalBody } from '#libs/contracts';
import type { Client } from '#libs/testing';
import { aDeclaration } from '../story/declare.js';
import { accountOf, cast } from './running.js';

describe('who guesses passwords', () => {
  it('is told the same for every address, and then to wait', async () => {
    const { email } = accountOf(cast.rightful.auditor);
    const guess = (address: string) =>
      cast.nobody.send<RefusalBody>('POST', '/api/session', { email: address, password: 'wrong' }, { key: null });
    const [known, unknown] = [await guess(email), await guess('nobody@nowhere.example')];
    expect([known.status, known.body.code]).toEqual([401, 'sign-in-refused']);
    expect([unknown.status, unknown.body.message]).toEqual([401, known.body.message]);
    const answers = [];
    for (let attempt = 0; attempt < 14; attempt += 1) answers.push(await guess('nobody@nowhere.example'));
    const last = answers.at(-1);
    expect([last?.status, last?.body.code]).toEqual([429, 'too-many-requests']);
    expect(Number(last?.headers.get('retry-after'))).toBe(Number(last?.body.params?.['seconds']));
  });
});

describe('who declares without end', () => {
  it('is received thirty times a minute, then told when to come again, and another person is still received', async () => {
    const declare = (client: Client, facilityId: string) =>
      client.post<RefusalBody>('/api/declarations', aDeclaration(facilityId));
    const answers = [];
    for (let turn = 0; turn < 40; turn += 1) answers.push(await declare(cast.foreign.declarant, cast.facilityB));
    const received = answers.filter(({ status }) => status < 300);
    expect(received.length).toBeGreaterThanOrEqual(25);
    expect(received.length).toBeLessThan(40);
    const last = answers.at(-1);
    expect([last?.status, last?.body.code]).toEqual([429, 'too-many-requests']);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await declare(cast.foreign['facility-manager'], cast.facilityB)).status).toBeLessThan(300);
  });
});
