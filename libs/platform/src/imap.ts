import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type ConfigOf, variable } from './config.js';

const isAddress = (text: string): boolean => {
  try {
    const { username, password, hostname, protocol } = new URL(text);
    return /^imaps?:$/.test(protocol) && [username, password, hostname].every((part) => part !== '');
  } catch {
    return false;
  }
};

/** What a process reads that opens the declarations mailbox; without an address there is none. */
export const imapVariables = {
  imapUrl: variable(
    'VIGIE_IMAP_URL',
    z.string().refine(isAddress).optional(),
    'the declarations mailbox, imaps://<user>:<password>@<host>:<port>/INBOX (imap:// for STARTTLS; @ in the user is written %40)',
  ),
  imapCaFile: variable(
    'VIGIE_IMAP_CA_FILE',
    z.string().optional(),
    'a PEM file with the authority that signs the certificate of the mail server, when it is not a public one',
  ),
  imapTls: variable(
    'VIGIE_IMAP_TLS',
    z.enum(['required', 'none']).default('required'),
    'required, or none for a server on this machine alone',
  ),
  imapDoneFolder: variable(
    'VIGIE_IMAP_DONE_FOLDER',
    z.string().min(1).max(200).default('Vigie'),
    'the folder into which mails are moved when they are recorded',
  ),
  imapPoll: variable(
    'VIGIE_IMAP_POLL',
    z.coerce.number().min(1).max(3600).default(60),
    'the seconds between two looks at the mailbox, 1 to 3600, where the server does not tell of new mails by itself',
  ),
} as const;

type ImapConfig = ConfigOf<typeof imapVariables>;

/** Where the mailbox is and how to get in; as the IMAP client takes it. */
export interface ImapAccess {
  /** The folder that mails come to. */
  folder: string;
  connection: {
    host: string;
    port: number;
    secure: boolean;
    /** Without TLS from the start: whether it must begin before the password is said. */
    doSTARTTLS: boolean;
    auth: { user: string; pass: string };
    tls: { ca?: string; minVersion: 'TLSv1.2' };
  };
}

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/**
 * @returns null when no mailbox is configured
 * @throws when the file of VIGIE_IMAP_CA_FILE cannot be read, or the password would cross a network in the clear
 */
export function imapAccess(config: Pick<ImapConfig, 'imapUrl' | 'imapCaFile' | 'imapTls'>): ImapAccess | null {
  const { imapUrl, imapCaFile, imapTls } = config;
  if (imapUrl === undefined) return null;
  const { protocol, hostname, port, username, password, pathname } = new URL(imapUrl);
  const host = hostname.replace(/^\[|\]$/g, '');
  const secure = protocol === 'imaps:';
  if (imapTls === 'none' && !LOCAL.test(host)) {
    throw new Error('VIGIE_IMAP_TLS=none is for a mail server on this machine alone: leave it out');
  }
  return {
    folder: decodeURIComponent(pathname.slice(1)) || 'INBOX',
    connection: {
      host,
      port: Number(port) || (secure ? 993 : 143),
      secure,
      doSTARTTLS: !secure && imapTls === 'required',
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
      tls: { minVersion: 'TLSv1.2', ...(imapCaFile && { ca: readFileSync(imapCaFile, 'utf8') }) },
    },
  };
}
