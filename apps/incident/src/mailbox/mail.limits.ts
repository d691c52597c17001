/** How much of one mail is kept. What is larger is named, and stays in the mailbox itself. */
export const LIMITS = {
  /** Bytes at the beginning of a mail among which its headers are read. */
  head: 256 * 1024,
  /** Bytes of text that are fetched. */
  textBytes: 512 * 1024,
  /** Characters of text. */
  text: 100_000,
  subject: 500,
  name: 200,
  /** Bytes of all attachments of a mail together. */
  attachments: 20 * 1024 * 1024,
  attachmentCount: 100,
  /** Bytes in one row of an attachment. */
  chunk: 256 * 1024,
} as const;
