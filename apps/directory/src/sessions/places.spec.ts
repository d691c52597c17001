import { describe, expect, it } from '@jest/globals';
import { Places } from './places.js';

describe('Places', () => {
  it('lets the others wait in order, and sends away who finds the queue full', async () => {
    const places = new Places(1, 1);
    const order: string[] = [];
    let finish = (): void => {};
    const first = places.run(() =>
      new Promise<void>((resolve) => (finish = resolve)).then(() => void order.push('first')),
    );
    const second = places.run(async () => void order.push('second'));
    await expect(places.run(async () => {})).rejects.toMatchObject({ code: 'too-many-requests' });
    finish();
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
    await expect(places.run(async () => 'free again')).resolves.toBe('free again');
  });

  it('gives the place back after a failure', async () => {
    const places = new Places(1, 0);
    await expect(places.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(places.run(async () => 'free again')).resolves.toBe('free again');
  });
});
