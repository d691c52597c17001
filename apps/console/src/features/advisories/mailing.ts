import type { BoardRow } from '#libs/contracts';

/** How the mails of an advisory stand, all facilities together. */
export function mailsOf(rows: readonly Pick<BoardRow, 'mails' | 'mailsSent' | 'mailsFailed'>[]) {
  const sum = (count: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + count(row), 0);
  const [all, sent, failed] = [sum((row) => row.mails), sum((row) => row.mailsSent), sum((row) => row.mailsFailed)];
  return { all, sent, failed, left: all - sent - failed };
}

const MINUTE = 60_000;

/** Mails are written a moment after the approval; a facility without a mail address has none. */
export const arePrepared = (all: number, sentAt: string | null, now: Date) =>
  all > 0 || sentAt === null || now.getTime() - Date.parse(sentAt) > MINUTE;

interface Board {
  rows: readonly BoardRow[];
  advisory: { sentAt: string | null };
}

/** Milliseconds until the board is read again, false when every mail has left or failed. A mail server may be down for hours. */
export function readAgainAfter({ rows, advisory: { sentAt } }: Board, now: Date): number | false {
  const { all, left } = mailsOf(rows);
  if (left === 0 && arePrepared(all, sentAt, now)) return false;
  return sentAt !== null && now.getTime() - Date.parse(sentAt) < 5 * MINUTE ? 2_000 : 30_000;
}
