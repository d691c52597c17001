import { describe, expect, it } from '@jest/globals';
import { standing } from './standing.js';

const keyOf = (row: { id: string }) => row.id;
const rows = (...ids: string[]) => ids.map((id) => ({ id }));

describe('an order that stands', () => {
  it('keeps each row where it was, and adds what came since at the end', () => {
    expect(standing(rows('d', 'b', 'a', 'c'), ['a', 'b', 'c'], keyOf)).toEqual(rows('a', 'b', 'c', 'd'));
  });

  it('closes the gap of a row that is no more', () => {
    expect(standing(rows('c', 'a'), ['a', 'b', 'c'], keyOf)).toEqual(rows('a', 'c'));
  });
});
