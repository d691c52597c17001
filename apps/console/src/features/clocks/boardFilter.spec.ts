import { describe, expect, it } from '@jest/globals';
import { boardInput } from './boardFilter.js';

const nothing = { standing: '', regime: '', territory: '', facilityId: '', kind: '' };

describe('the board of due times', () => {
  it('shows what is due and overdue, unless told', () => {
    expect(boardInput(nothing).state).toEqual(['overdue', 'due']);
    expect(boardInput({ ...nothing, standing: 'all' }).state).toBeUndefined();
    expect(boardInput({ ...nothing, standing: 'met' }).state).toEqual(['met']);
  });

  it('ignores nonsense in the address', () => {
    expect(boardInput({ standing: 'x', regime: '<script>', territory: '?', facilityId: 'me', kind: 'unreal' })).toEqual(
      { ...boardInput(nothing) },
    );
  });
});
