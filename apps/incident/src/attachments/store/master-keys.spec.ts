import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { KeyUnknown, MasterKeys, readMasterKeys } from './master-keys.js';

const text = (id: string) => `${id}:${randomBytes(32).toString('base64url')}`;
const keysOf = (...parts: string[]) => new MasterKeys(readMasterKeys(parts.join(',')) ?? []);

describe('master keys', () => {
  it('the first wraps, those before it still unwrap', () => {
    const [old, recent] = [text('old'), text('new')];
    const { key, wrapped } = keysOf(old).fresh('file');
    const both = keysOf(recent, old);
    expect(both.unwrap(wrapped, 'file').equals(key)).toBe(true);
    const again = both.wrap(key, 'file');
    expect(again.keyId).toBe('new');
    expect(keysOf(recent).unwrap(again, 'file').equals(key)).toBe(true);
  });

  it('open neither another file’s key, nor one that they did not wrap', () => {
    const keys = keysOf(text('a'));
    const { wrapped } = keys.fresh('file');
    expect(() => keys.unwrap(wrapped, 'other')).toThrow(KeyUnknown);
    expect(() => keysOf(text('b')).unwrap(wrapped, 'file')).toThrow(KeyUnknown);
    expect(() => keysOf(text('a')).unwrap(wrapped, 'file')).toThrow(KeyUnknown);
    expect(() => keys.unwrap({ ...wrapped, wrappedKey: wrapped.wrappedKey.subarray(1) }, 'file')).toThrow(KeyUnknown);
  });

  it.each(['', 'a', 'a:short', `a:${'x'.repeat(44)}`, `${text('a')},${text('a')}`, `${text('a')},`])(
    'are not read from %j',
    (wrong) => expect(readMasterKeys(wrong)).toBeNull(),
  );
});
