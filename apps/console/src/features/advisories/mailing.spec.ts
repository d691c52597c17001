import { describe, expect, it } from '@jest/globals';
import type { BoardRow } from '#libs/contracts';
import { mailsOf, readAgainAfter } from './mailing.js';

const sentAt = '2026-11-24T22:00:00.000Z';
const after = (seconds: number) => new Date(Date.parse(sentAt) + seconds * 1000);
const row = (mails: number, mailsSent: number, mailsFailed = 0): BoardRow => ({
  facilityId: '0198c0de-0000-7000-8000-000000000001',
  name: 'CH',
  commune: 'Fort-de-France',
  category: 'hospital',
  state: 'sent',
  note: null,
  answeredAt: null,
  mails,
  mailsSent,
  mailsFailed,
  overdue: false,
});
const board = (...rows: BoardRow[]) => ({ rows, advisory: { sentAt } });

describe('the mails of an advisory', () => {
  it('are counted over all facilities', () => {
    expect(mailsOf([row(3, 1, 1), row(2, 2)])).toEqual({ all: 5, sent: 3, failed: 1, left: 1 });
  });

  it('are asked for again until each has left or failed, less often when it takes long', () => {
    expect(readAgainAfter(board(row(3, 1, 1)), after(10))).toBe(2_000);
    expect(readAgainAfter(board(row(3, 1, 1)), after(3600))).toBe(30_000);
    expect(readAgainAfter(board(row(3, 2, 1)), after(10))).toBe(false);
  });

  it('are waited for until they are written; nobody may have an address', () => {
    expect(readAgainAfter(board(row(0, 0)), after(5))).toBe(2_000);
    expect(readAgainAfter(board(row(0, 0)), after(90))).toBe(false);
  });
});
