import { describe, expect, it } from '@jest/globals';
import { addressOf, answerAddress, headersOf, isAutomatic } from './mail.headers.js';

const headers = (...lines: string[]) => headersOf(Buffer.from(`${lines.join('\r\n')}\r\n\r\nX-Body: no header`));

describe('headers', () => {
  it('are unfolded, whatever their case, up to the first empty line', () => {
    const found = headers('Received: one', 'RECEIVED: two', 'Subject: a\r\n\tb', 'no header at all', 'Empty:');
    expect([...found]).toEqual([
      ['received', ['one', 'two']],
      ['subject', ['a b']],
      ['empty', ['']],
    ]);
  });
});

describe('a mail that a machine sent', () => {
  it.each([
    ['an absence notice', 'Auto-Submitted: auto-replied (vacation)'],
    ['a generated one', 'auto-submitted:auto-generated'],
    ['a bulk mail', 'Precedence: bulk'],
    ['a list', 'List-Id: <liste.example>'],
    ['a list that one can leave', 'List-Unsubscribe: <mailto:x@y.example>'],
    ['a bounce', 'Return-Path: <>'],
    ['a report', 'Content-Type: multipart/report; report-type=delivery-status'],
    ['an Exchange notice', 'X-Auto-Response-Suppress: DR, OOF, AutoReply'],
  ])('%s', (_, line) => {
    expect(isAutomatic(headers(line))).toBe(true);
    expect(answerAddress(headers(line), 'a@b.example', [])).toBeNull();
  });

  it.each([['Auto-Submitted: no'], ['Precedence: first-class'], ['Subject: List-Id'], ['Return-Path: <a@b.example>']])(
    'is not one with %s',
    (line) => {
      expect(isAutomatic(headers(line))).toBe(false);
    },
  );
});

describe('whom to tell', () => {
  const none = headers('Subject: x');
  it('is where the mail came from, else its sender', () => {
    expect(answerAddress(none, 'a@b.example', [])).toBe('a@b.example');
    expect(answerAddress(headers('Return-Path: <real@c.example>'), 'a@b.example', [])).toBe('real@c.example');
  });

  it('is nobody when we would tell ourselves', () => {
    expect(answerAddress(none, 'Box@ars.example', ['box@ars.example'])).toBeNull();
    expect(answerAddress(headers('Delivered-To: box@ars.example'), 'box@ars.example', [])).toBeNull();
  });

  it.each([
    'MAILER-DAEMON@b.example',
    'noreply@b.example',
    'no-reply+5@b.example',
    'ne-pas-repondre@b.example',
    'list-bounces@b.example',
  ])('is nobody when nobody reads it: %s', (address) => {
    expect(answerAddress(none, address, [])).toBeNull();
  });
});

describe('an address', () => {
  it.each([
    ['a@b.example', 'a@b.example'],
    ['Nom <a@b.example>', 'a@b.example'],
    ['<>', null],
    ['a@b', null],
    ['a b@c.example', null],
    ['a@b.example\r\nBcc: c@d.example', null],
    [undefined, null],
  ])('of %j is %j', (text, address) => {
    expect(addressOf(text)).toBe(address);
  });
});
