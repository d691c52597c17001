import { describe, expect, it } from '@jest/globals';
import { mergeBody } from './merge-body.js';

const none = { params: {}, query: {}, body: undefined };
const places = (parts: Parameters<typeof mergeBody>[0]): unknown => {
  try {
    return mergeBody(parts);
  } catch (error) {
    return (error as { params: { places: unknown } }).params.places;
  }
};

describe('the body of a command', () => {
  it('takes path and query of a GET', () => {
    expect(mergeBody({ ...none, method: 'GET', params: { id: '1' }, query: { q: 'x' } })).toEqual({ id: '1', q: 'x' });
  });

  it('takes path and JSON of a POST', () => {
    expect(mergeBody({ ...none, method: 'POST', params: { id: '1' }, body: { a: 2 } })).toEqual({ id: '1', a: 2 });
  });

  it('needs no JSON', () => {
    expect(mergeBody({ ...none, method: 'POST', params: { id: '1' } })).toEqual({ id: '1' });
    expect(mergeBody({ ...none, method: 'POST', params: { id: '1' }, body: null })).toEqual({ id: '1' });
  });

  it('lets the JSON repeat the path, but not contradict it', () => {
    expect(mergeBody({ ...none, method: 'PUT', params: { id: '1' }, body: { id: '1' } })).toEqual({ id: '1' });
    expect(places({ ...none, method: 'PUT', params: { id: '1' }, body: { id: '2' } })).toEqual([
      { path: 'id', code: 'contradicts-path' },
    ]);
    expect(places({ ...none, method: 'GET', params: { id: '1' }, query: { id: '2' } })).toEqual([
      { path: 'id', code: 'contradicts-path' },
    ]);
  });

  it.each([[[1]], ['text'], [3], [true]])('refuses %j where fields are expected', (body) => {
    expect(places({ ...none, method: 'POST', body })).toEqual([{ path: '', code: 'invalid-type' }]);
  });

  it('refuses fields where none is read', () => {
    expect(places({ ...none, method: 'POST', query: { q: 'x' } })).toEqual([{ path: 'q', code: 'unknown-field' }]);
    expect(places({ ...none, method: 'DELETE', body: { a: 1 } })).toEqual([{ path: 'a', code: 'unknown-field' }]);
  });
});
