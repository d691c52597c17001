import { describe, expect, it } from '@jest/globals';
import { attachmentName } from './attachment.name.js';

describe('the name of an attachment', () => {
  it.each([
    ['rançon.txt', 'rançon.txt'],
    ['../../../etc/passwd', 'passwd'],
    ['C:\\Users\\moi\\note.docx', 'note.docx'],
    ['/', 'piece-jointe-3'],
    ['..', 'piece-jointe-3'],
    ['.htaccess', 'htaccess'],
    ['', 'piece-jointe-3'],
    [undefined, 'piece-jointe-3'],
    ['fac\u202Etxt.exe', 'factxt.exe'],
    ['a\u0000b\r\nc.pdf', 'a b c.pdf'],
    ['capture <1>.png', 'capture _1_.png'],
  ])('%j is kept as %j', (given, kept) => {
    expect(attachmentName(given, 3)).toBe(kept);
  });

  it('keeps its ending when it is cut', () => {
    const name = attachmentName(`${'é'.repeat(500)}.xlsx`, 1);
    expect(name).toHaveLength(200);
    expect(name.endsWith('é.xlsx')).toBe(true);
  });
});
