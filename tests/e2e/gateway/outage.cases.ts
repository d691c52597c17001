import { describe, expect, it } from '@jest/globals';
import type { RefusalBody } from '#libs/contracts';
import { aDeclaration } from '../story/declare.js';
import { until } from '../story/world.js';
import { cast, platform } from './running.js';

describe('while NATS is away', () => {
  it('the gateway says so at once, keeps the session, and works again by itself', async () => {
    const { nats } = platform.running;
    const { declarant } = cast.rightful;
    const body = aDeclaration(cast.facilityA);
    await nats?.stop();
    const began = performance.now();
    const answer = await declarant.post<RefusalBody>('/api/declarations', body, { attempts: 1 });
    expect([answer.status, answer.body.code]).toEqual([503, 'unavailable']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect((await declarant.get('/api/session')).status).toBe(200);
    await nats?.restart();
    await until(async () => {
      // Each service comes back by itself: the directory is asked as well, because signing in needs it.
      const answers = [await declarant.post('/api/declarations', body), await declarant.get('/api/territories')];
      return answers.every(({ status }) => status === 200) ? true : undefined;
    }, 'every service after NATS came back');
  });
});
