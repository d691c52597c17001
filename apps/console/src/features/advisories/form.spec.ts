import { describe, expect, it } from '@jest/globals';
import { bodyOf, choosesAnyone, emptyFields, newForm } from './form.js';

const zone = 'America/Martinique';
const start = () => newForm({ regionalId: null, csafId: null, title: '', kind: 'real', facilities: [] });

describe('an advisory being written', () => {
  it('needs a title and instructions, in English too once English was begun', () => {
    expect(emptyFields(start())).toEqual(['title', 'body']);
    expect(emptyFields({ ...start(), title: 'A', body: 'B', english: true })).toEqual(['titleEn', 'bodyEn']);
  });

  it('sends the deadline as the territory reads it', () => {
    expect(bodyOf({ ...start(), respondBy: '2026-11-24T18:00' }, zone).respondBy).toBe('2026-11-24T22:00:00.000Z');
    expect(bodyOf(start(), zone).respondBy).toBeNull();
  });

  it('keeps the English text to itself once it is removed', () => {
    expect(bodyOf({ ...start(), titleEn: 'A', bodyEn: 'B', english: false }, zone).texts.en).toBeNull();
  });

  it('chooses nobody until something is chosen', () => {
    expect(choosesAnyone(start().audience)).toBe(false);
    expect(
      choosesAnyone(newForm({ regionalId: null, csafId: 'x', title: '', kind: 'real', facilities: [] }).audience),
    ).toBe(true);
  });
});
