import { describe, expect, it } from '@jest/globals';
import type { TokenIssuer } from '#libs/auth';
import { Refusal } from '#libs/contracts';
import type { CommandClient } from '#libs/messaging';
import { type Clock, createLogger } from '#libs/platform';
import { FacilityNames } from './facility-names.js';

const HOSPITAL = { id: 'h', name: 'CH du Nord', commune: 'Le Lorrain', territory: '972' };
const wanted = (facilityId: string) => ({ facilityId, territory: '972' });

/** A directory that tells one hospital, or that is away; and how often it was asked. */
function directory() {
  const asked: string[] = [];
  let isAway = false;
  let now = 0;
  const commands = {
    request: (_: string, { territory }: { territory: string }) => {
      asked.push(territory);
      return isAway ? Promise.reject(new Refusal('unavailable')) : Promise.resolve({ items: [HOSPITAL] });
    },
  } as unknown as CommandClient;
  const tokens = { issueForService: () => Promise.resolve('token') } as unknown as TokenIssuer;
  const clock = { now: () => new Date(now) } as Clock;
  return {
    names: new FacilityNames(
      commands,
      tokens,
      clock,
      createLogger({ service: 'gateway', stream: { write: () => undefined } }),
    ),
    asked,
    goes: () => (isAway = true),
    comesBack: () => (isAway = false),
    passes: (minutes: number) => (now += minutes * 60_000),
  };
}

describe('the names of facilities', () => {
  it('are asked for once, and again after some minutes', async () => {
    const { names, asked, passes } = directory();
    passes(1);
    for (let time = 0; time < 3; time++) expect((await names.of([wanted('h')])).get('h')?.name).toBe('CH du Nord');
    expect(asked).toHaveLength(1);
    passes(6);
    await names.of([wanted('h')]);
    expect(asked).toHaveLength(2);
  });

  it('are not asked for at each reading for want of one that the directory does not know', async () => {
    const { names, asked, passes } = directory();
    passes(1);
    for (let time = 0; time < 3; time++)
      expect((await names.of([wanted('h'), wanted('gone')])).has('gone')).toBe(false);
    expect(asked).toHaveLength(1);
  });

  it('fail nobody while the directory is away, and come when it is back', async () => {
    const { names, goes, comesBack, passes } = directory();
    passes(1);
    goes();
    expect((await names.of([wanted('h')])).size).toBe(0);
    comesBack();
    expect((await names.of([wanted('h')])).get('h')).toEqual({ name: 'CH du Nord', commune: 'Le Lorrain' });
    goes();
    passes(6);
    expect((await names.of([wanted('h'), wanted('new')])).get('h')?.name).toBe('CH du Nord');
  });
});
