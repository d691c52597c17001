import type { Kind, Locale } from '#libs/contracts';

/** What a mail says, before it is set as plain text and as HTML. */
export interface MailContent {
  locale: Locale;
  kind: Kind;
  subject: string;
  /** TLP label; null for a mail that carries none. */
  tlp: string | null;
  blocks: MailBlock[];
}

export type MailBlock =
  | { type: 'line'; text: string }
  | { type: 'link'; label: string; url: string }
  /** A text that a person wrote, in its own language. */
  | { type: 'text'; locale: Locale; title: string; body: string }
  | { type: 'list'; items: { text: string; url: string }[] }
  | { type: 'small'; text: string };
