import { type ConfigOf, type ImapAccess, imapAccess, type imapVariables } from '#libs/platform';

/** The declarations mailbox. */
export interface MailboxSettings extends ImapAccess {
  /** What tells this box from others in the rows: never the password. */
  box: string;
  /** Its own addresses, as far as they are known. */
  own: readonly string[];
  doneFolder: string;
  /** Milliseconds between two looks when nobody says that something came. */
  poll: number;
}

/** Null where no mailbox is configured. */
export const MAILBOX = Symbol('mailbox settings');

export function mailboxSettings(config: ConfigOf<typeof imapVariables>): MailboxSettings | null {
  const access = imapAccess(config);
  if (!access) return null;
  const { folder, connection } = access;
  const { user } = connection.auth;
  return {
    ...access,
    box: `${user}@${connection.host}/${folder}`,
    own: user.includes('@') ? [user] : [],
    doneFolder: config.imapDoneFolder,
    poll: config.imapPoll * 1000,
  };
}
