import { describe, expect, it } from '@jest/globals';
import { type Written, isHalf, isSame, isWhole } from './written.js';

const action = (text: string, owner = 'DSI') => ({ id: 'a', text, owner, due: null });
const written = (texts: Record<string, string>, ...actions: Written['actions']): Written => ({ texts, actions });

describe('what is written of a report', () => {
  it('is the same where nothing that can be read differs', () => {
    expect(isSame(written({ message: '' }), written({}))).toBe(true);
    expect(isSame(written({}), written({}, action('', ' ')))).toBe(true);
    expect(isSame(written({ message: 'Un.' }), written({ message: 'Deux.' }))).toBe(false);
    expect(isSame(written({ message: 'Un.' }), written({ outlook: 'Un.' }))).toBe(false);
    expect(isSame(written({}, action('Un.')), written({}, action('Deux.')))).toBe(false);
    expect(isSame(written({}, action('Un.')), written({}))).toBe(false);
  });

  it('tells an action that cannot be saved yet from none and from a whole one', () => {
    const all = [action('Un.'), action('Un.', ' '), action('', 'DSI'), action(' ', '')];
    expect(all.map(isHalf)).toEqual([false, true, true, false]);
    expect(all.map(isWhole)).toEqual([true, false, false, false]);
  });
});
