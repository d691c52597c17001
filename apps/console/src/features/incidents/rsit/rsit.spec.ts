import { describe, expect, it } from '@jest/globals';
import { rsit } from '#libs/contracts';
import { rsitFr } from './rsit.fr.js';

describe('the names of the RSIT', () => {
  it('cover exactly its classes and types', () => {
    expect(Object.keys(rsitFr.class)).toEqual(Object.keys(rsit));
    const named = Object.fromEntries(Object.entries(rsitFr.type).map(([name, types]) => [name, Object.keys(types)]));
    expect(named).toEqual(rsit);
  });
});
