import { expect, it } from '@jest/globals';
import { linkDraftName } from './linkDraftName.js';

it('keeps what is typed for a selection apart from every other', () => {
  expect(linkDraftName(['b', 'a'])).toBe(linkDraftName(['a', 'b']));
  expect(linkDraftName(['a', 'b'])).not.toBe(linkDraftName(['a']));
  expect(linkDraftName(['a', 'b'])).not.toBe(linkDraftName(['a', 'c']));
});
