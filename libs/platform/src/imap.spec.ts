import { describe, expect, it } from '@jest/globals';
import { loadConfig } from './config.js';
import { imapAccess, imapVariables } from './imap.js';

const access = (variables: Record<string, string>) => imapAccess(loadConfig(imapVariables, variables));

describe('the way into the mailbox', () => {
  it('is none without an address', () => {
    expect(access({})).toBeNull();
  });

  it('is TLS from the start, or before the password', () => {
    expect(access({ VIGIE_IMAP_URL: 'imaps://box%40ars.example:p%2Fw@mail.example/Urgent' })).toMatchObject({
      folder: 'Urgent',
      connection: {
        host: 'mail.example',
        port: 993,
        secure: true,
        doSTARTTLS: false,
        auth: { user: 'box@ars.example', pass: 'p/w' },
      },
    });
    expect(access({ VIGIE_IMAP_URL: 'imap://u:p@mail.example:1143' })).toMatchObject({
      folder: 'INBOX',
      connection: { port: 1143, secure: false, doSTARTTLS: true },
    });
  });

  it('is never open on a network', () => {
    const none = { VIGIE_IMAP_TLS: 'none' };
    expect(() => access({ VIGIE_IMAP_URL: 'imap://u:p@mail.example', ...none })).toThrow('on this machine alone');
    expect(access({ VIGIE_IMAP_URL: 'imap://u:p@127.0.0.1', ...none })?.connection.doSTARTTLS).toBe(false);
  });

  it.each(['https://u:p@mail.example', 'imaps://mail.example', 'imaps://u@mail.example', 'box'])(
    'is refused without the password in the message: %s',
    (url) => {
      expect(() => access({ VIGIE_IMAP_URL: url })).toThrow(/VIGIE_IMAP_URL is wrong/);
    },
  );
});
