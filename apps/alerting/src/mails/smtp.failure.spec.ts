import { describe, expect, it } from '@jest/globals';
import { smtpFailureOf } from './smtp.failure.js';

describe('an SMTP error', () => {
  it.each([
    ['the mailbox does not exist', { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }, 'smtp-550', true],
    ['the content is refused', { code: 'EMESSAGE', responseCode: 554, command: 'DATA' }, 'smtp-554', true],
    ['no address can be made of it', { code: 'EENVELOPE', command: 'API' }, 'address-unusable', true],
    ['greylisting', { code: 'EENVELOPE', responseCode: 450, command: 'RCPT TO' }, 'smtp-450', false],
    [
      'the server does not relay for us',
      { code: 'EENVELOPE', responseCode: 554, response: '554 5.7.1 Relay access denied', command: 'RCPT TO' },
      'smtp-554',
      false,
    ],
    [
      'the mailbox is unknown, in more words',
      { code: 'EENVELOPE', responseCode: 550, response: '550 5.1.1 User unknown', command: 'RCPT TO' },
      'smtp-550',
      true,
    ],
    ['our sign-in is refused', { code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, 'smtp-535', false],
    ['our sender is refused', { code: 'EENVELOPE', responseCode: 553, command: 'MAIL FROM' }, 'smtp-553', false],
    ['the server does not want to talk', { code: 'EPROTOCOL', responseCode: 554, command: 'CONN' }, 'smtp-554', false],
    ['nobody listens', { code: 'ESOCKET', command: 'CONN' }, 'esocket', false],
  ])('%s', (_, error, code, permanent) => {
    expect(smtpFailureOf(Object.assign(new Error('refused'), error))).toEqual({ code, permanent });
  });
});
