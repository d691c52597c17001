import { describe, expect, it } from '@jest/globals';
import { fillPath, queryString } from './call.js';

describe('the address of a call', () => {
  it('takes the parts of the path out of the input', () => {
    const { url, rest } = fillPath('/api/inbox/:facilityId/:advisoryId/answer', {
      facilityId: 'a/b',
      advisoryId: 'c',
      answer: 'read',
    });
    expect(url).toBe('/api/inbox/a%2Fb/c/answer');
    expect(rest).toEqual({ answer: 'read' });
  });

  it('writes lists with commas and leaves out what is empty', () => {
    expect(queryString({ state: ['declared', 'taken'], q: '', mine: undefined, limit: 50, none: [] })).toBe(
      '?state=declared%2Ctaken&limit=50',
    );
    expect(queryString({})).toBe('');
  });
});
