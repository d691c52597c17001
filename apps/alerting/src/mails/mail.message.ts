import type { SendMailOptions } from 'nodemailer';
import type { MailContent } from './mail.content.js';
import { asHtml, asText } from './mail.layout.js';

export interface MailEnvelope {
  from: string;
  to: string;
  /** The same at every attempt: a mail that was sent twice is recognised as one. */
  messageId: string;
  date: Date;
  /** The mail that this one answers by itself. */
  answers?: { messageId: string | null };
}

/** The Message-ID of a mail row, with angle brackets. @param from the platform's sender address, bare or after a name */
export function messageIdOf(mailId: string, from: string): string {
  const domain = /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1] ?? 'vigie.invalid';
  return `<${mailId}@${domain}>`;
}

/** A mail as the SMTP client takes it: plain text and HTML side by side, marked as sent by a machine (RFC 3834). */
export function messageOf(content: MailContent, { from, to, messageId, date, answers }: MailEnvelope): SendMailOptions {
  return {
    from,
    to,
    messageId,
    date,
    subject: content.subject,
    text: asText(content),
    html: asHtml(content),
    textEncoding: 'quoted-printable',
    headers: {
      'Auto-Submitted': answers ? 'auto-replied' : 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': content.locale,
    },
    ...(answers && answerOf(to, answers)),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Without a sender in the envelope: what cannot be delivered comes back to nobody, and two machines do not write to each other. */
function answerOf(to: string, { messageId }: { messageId: string | null }): SendMailOptions {
  return {
    envelope: { from: '', to },
    ...(messageId !== null && { inReplyTo: messageId, references: messageId }),
  };
}
