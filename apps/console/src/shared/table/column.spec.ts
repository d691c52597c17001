import { describe, expect, it } from '@jest/globals';
import { sorted, type Column } from './column.js';

const columns: Column<{ name: string; size: number | null }>[] = [
  { key: 'name', label: 'Name', cell: (row) => row.name, sort: (row) => row.name },
  { key: 'size', label: 'Size', cell: (row) => row.size, sort: (row) => row.size },
];
const rows = [
  { name: 'b', size: 2 },
  { name: 'a', size: null },
  { name: 'c', size: 10 },
];
const names = (by: string) => sorted(rows, columns, by).map((row) => row.name);

describe('the order of a table', () => {
  it('follows a column, both ways, empty cells last', () => {
    expect(names('name')).toEqual(['a', 'b', 'c']);
    expect(names('size')).toEqual(['b', 'c', 'a']);
    expect(names('-size')).toEqual(['c', 'b', 'a']);
  });

  it('stays as it is for a column that nobody knows', () => expect(names('weight')).toEqual(['b', 'a', 'c']));
});
