import { z } from 'zod';

/** The headers of a mail by their lower-case names: each with all its values, unfolded. */
export type Headers = ReadonlyMap<string, readonly string[]>;

/** @param head the beginning of a mail: what follows the first empty line is no header */
export function headersOf(head: Buffer): Headers {
  const text = head.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const headers = new Map<string, string[]>();
  for (const line of text
    .slice(0, end)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)) {
    const [, name, value = ''] = /^([!-9;-~]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const key = name.toLowerCase();
    headers.set(key, [...(headers.get(key) ?? []), value.trim()]);
  }
  return headers;
}

/** What follows the headers, as it stands. */
export function bodyOf(head: Buffer): string {
  const end = /\r?\n\r?\n/.exec(head.toString('latin1'));
  return end ? head.subarray(end.index + end[0].length).toString('utf8') : '';
}

const first = (headers: Headers, name: string): string => (headers.get(name)?.[0] ?? '').toLowerCase();

/** Whether a machine sent it: RFC 3834, and what machines say that are older than it. One of these is enough. */
const automatic: readonly ((headers: Headers) => boolean)[] = [
  (headers) => !/^(no\b.*)?$/.test(first(headers, 'auto-submitted')),
  (headers) => /^(bulk|list|junk|auto[_-]reply)\b/.test(first(headers, 'precedence')),
  (headers) => [...headers.keys()].some((name) => name.startsWith('list-')),
  (headers) => headers.has('return-path') && first(headers, 'return-path').replace(/\s/g, '') === '<>',
  (headers) => /\b(all|autoreply|oof)\b/.test(first(headers, 'x-auto-response-suppress')),
  (headers) =>
    ['x-autoreply', 'x-autorespond', 'x-auto-reply-from', 'x-failed-recipients'].some((name) => headers.has(name)),
  (headers) => /^multipart\/report\b/.test(first(headers, 'content-type')),
];

export const isAutomatic = (headers: Headers): boolean => automatic.some((says) => says(headers));

const Address = z.email().max(254);
const ANGLED = /<([^<>]*)>/;

/** An address that a mail can be sent to, else null. */
export function addressOf(text: string | undefined): string | null {
  const bare = (ANGLED.exec(text ?? '')?.[1] ?? text ?? '').trim();
  return Address.safeParse(bare).success ? bare : null;
}

/** Nobody reads what these get, or a program does (RFC 3834, section 2). */
const NOBODY =
  /^(mailer-daemon|postmaster|daemon|root|(do-?not|no-?|ne-?pas-?)repl(y|ies)|ne-?pas-?repondre|noreply|bounces?|owner-.*|.*-(bounces?|request|owner))([+-].*)?@/i;

/**
 * Whom to tell that a mail came: where the mail server says that it came from (Return-Path), else the sender it names.
 *
 * @param own addresses of the mailbox itself
 * @returns null when nobody is to be told: a machine, a list, ourselves
 */
export function answerAddress(headers: Headers, sender: string | null, own: readonly string[]): string | null {
  if (isAutomatic(headers)) return null;
  const address = addressOf(headers.get('return-path')?.[0]) ?? sender;
  if (address === null || NOBODY.test(address)) return null;
  const ours = [...own, ...['delivered-to', 'x-original-to', 'envelope-to'].flatMap((name) => headers.get(name) ?? [])]
    .map((text) => addressOf(text)?.toLowerCase())
    .filter((text) => text !== undefined);
  const isOurs = (text: string | null): boolean => text !== null && ours.includes(text.toLowerCase());
  return isOurs(address) || isOurs(sender) ? null : address;
}
