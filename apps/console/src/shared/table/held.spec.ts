import { describe, expect, it } from '@jest/globals';
import { hold } from './held.js';

const keyOf = (row: { id: string }) => row.id;
const rows = (...ids: string[]) => ids.map((id) => ({ id }));

describe('a live list', () => {
  it('does not move what is shown: what comes in above waits', () => {
    const held = hold(rows('b', 'a'), rows('d', 'c', 'b', 'a'), keyOf);
    expect(held.rows.map(keyOf)).toEqual(['b', 'a']);
    expect(held.waiting).toBe(2);
  });

  it('brings rows up to date in their place', () => {
    const held = hold([{ id: 'a', n: 1 }], [{ id: 'a', n: 2 }], (row) => row.id);
    expect(held.rows).toEqual([{ id: 'a', n: 2 }]);
  });

  it('adds what follows, as the next page does', () => {
    const held = hold(rows('c', 'b'), rows('c', 'b', 'a'), keyOf);
    expect(held.rows.map(keyOf)).toEqual(['c', 'b', 'a']);
    expect(held.waiting).toBe(0);
  });

  it('keeps what has left the list, and says so', () => {
    const held = hold(rows('b', 'a'), rows('a'), keyOf);
    expect(held.rows.map(keyOf)).toEqual(['b', 'a']);
    expect([...held.gone]).toEqual(['b']);
  });

  it('shows at once what comes into an empty list', () => {
    expect(hold([], rows('b', 'a'), keyOf).rows.map(keyOf)).toEqual(['b', 'a']);
  });

  it('lets whatever is new wait when something follows the list on the page', () => {
    const held = hold(rows('b'), rows('c', 'b', 'a'), keyOf, { still: true });
    expect(held).toEqual({ rows: rows('b'), gone: new Set(), waiting: 2 });
    expect(hold([], rows('a'), keyOf, { still: true })).toEqual({ rows: [], gone: new Set(), waiting: 1 });
  });

  it('does not say that a row left the list when it was only pushed off the page that was read', () => {
    const held = hold(rows('c', 'b', 'a'), rows('d', 'c', 'b'), keyOf, { whole: false });
    expect(held.rows.map(keyOf)).toEqual(['c', 'b', 'a']);
    expect([...held.gone]).toEqual([]);
    expect(held.waiting).toBe(1);
  });

  it('marks what left the page that was read', () => {
    const held = hold(rows('c', 'b', 'a'), rows('d', 'c', 'a'), keyOf, { whole: false });
    expect([...held.gone]).toEqual(['b']);
  });

  it('lets a page full of new rows wait', () => {
    const held = hold(rows('b', 'a'), rows('d', 'c'), keyOf, { whole: false });
    expect(held).toEqual({ rows: rows('b', 'a'), gone: new Set(), waiting: 2 });
  });
});
