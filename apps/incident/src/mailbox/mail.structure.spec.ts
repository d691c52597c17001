import { describe, expect, it } from '@jest/globals';
import type { MessageStructureObject } from 'imapflow';
import { partsOf } from './mail.structure.js';

const node = (part: string, type: string, more: Partial<MessageStructureObject> = {}): MessageStructureObject => ({
  part,
  type,
  size: 10,
  ...more,
});
const numbers = (structure: MessageStructureObject) => {
  const { texts, attachments } = partsOf(structure);
  return [texts.map(({ number }) => number), attachments.map(({ number }) => number)];
};

describe('the parts of a mail', () => {
  it('are one text when it is nothing else', () => {
    expect(numbers({ type: 'text/plain', size: 4 })).toEqual([['1'], []]);
  });

  it('are its plain text where it is said twice, and the pictures of the other way', () => {
    const html = node('1.2', 'multipart/related', {
      childNodes: [node('1.2.1', 'text/html'), node('1.2.2', 'image/png')],
    });
    const alternative = node('1', 'multipart/alternative', { childNodes: [node('1.1', 'text/plain'), html] });
    const mixed = node('', 'multipart/mixed', { childNodes: [alternative, node('2', 'application/pdf')] });
    expect(numbers(mixed)).toEqual([['1.1'], ['1.2.2', '2']]);
  });

  it('are its HTML where there is nothing else', () => {
    expect(numbers(node('', 'multipart/alternative', { childNodes: [node('1', 'text/html')] }))).toEqual([['1'], []]);
  });

  it('are attached when they have a name, and a mail within is one of them', () => {
    const named = node('2', 'text/plain', { parameters: { name: 'journal.log' } });
    const mail = node('3', 'message/rfc822', {
      envelope: { subject: 'Alerte' },
      childNodes: [node('3.1', 'text/plain')],
    });
    const { texts, attachments } = partsOf(
      node('', 'multipart/mixed', { childNodes: [node('1', 'text/plain'), named, mail] }),
    );
    expect(texts.map(({ number }) => number)).toEqual(['1']);
    expect(attachments.map(({ name }) => name)).toEqual(['journal.log', 'Alerte.eml']);
  });

  it('end somewhere, however deep they lie, and what lies deeper is one of them', () => {
    let deep = node('1', 'text/plain');
    for (let level = 0; level < 1000; level += 1) deep = node('1', 'multipart/mixed', { childNodes: [deep] });
    expect(numbers(deep)).toEqual([[], ['1']]);
  });
});
