import { createHash } from 'node:crypto';
import type { MailMark } from '#libs/contracts';
import { attachmentName } from './attachment.name.js';
import { Spool } from './attachment.spool.js';
import type { ImapBox, MailHead, MailShape } from './imap.box.js';
import { type Headers, addressOf, answerAddress, bodyOf, headersOf, isAutomatic } from './mail.headers.js';
import { LIMITS } from './mail.limits.js';
import { lineOf, linesOf } from './mail.lines.js';
import { type Part, partsOf } from './mail.structure.js';
import { plainTextOf } from './mail.text.js';

export interface ReadAttachment {
  name: string;
  mediaType: string;
  size: number;
  /** Null: too large to be kept. */
  spool: Spool | null;
}

/** A mail as it goes into the rows. */
export interface ReadMail {
  uid: number;
  digest: Buffer;
  messageId: string | null;
  senderName: string | null;
  senderAddress: string | null;
  subject: string | null;
  text: string;
  marks: MailMark[];
  /** Null: when the server took it is not known. */
  receivedAt: Date | null;
  answerAddress: string | null;
  attachments: ReadAttachment[];
}

/** Reads one mail, part by part: of a large one only what is kept is fetched. @returns null when it is there no longer */
export async function readMail(box: ImapBox, uid: number, own: readonly string[]): Promise<ReadMail | null> {
  const found = await box.head(uid);
  if (!found) return null;
  const shape = await box.shape(uid);
  const headers = headersOf(found.head);
  const parts = shape.structure ? partsOf(shape.structure) : { texts: [], attachments: [] };
  const said = await readText(box, uid, parts.texts);
  const attachments = await readAttachments(box, uid, parts.attachments);
  // Where nothing is found in it, what it holds is better than nothing.
  const bare = said.bytes === 0 && attachments.length === 0 ? linesOf(bodyOf(found.head), LIMITS.text).text : '';
  const { sender, ...about } = aboutOf(shape, headers);
  const isOver = said.isCut || parts.attachments.length > attachments.length || attachments.some(({ spool }) => !spool);
  const isInvalid = !shape.structure || sender === null || said.isBroken || bare !== '';
  return {
    uid,
    ...arrivalOf(found),
    ...about,
    senderAddress: sender,
    text: bare === '' ? said.text : bare,
    marks: marksOf({ oversize: isOver, invalid: isInvalid, automatic: isAutomatic(headers) }),
    answerAddress: answerAddress(headers, sender, own),
    attachments,
  };
}

/** A mail at which its reading broke: as it begins, undecoded. The whole of it is in the mailbox, and somebody has to look. */
export async function readBareMail(box: ImapBox, uid: number, own: readonly string[]): Promise<ReadMail | null> {
  const found = await box.head(uid);
  if (!found) return null;
  const headers = headersOf(found.head);
  const { sender, ...about } = aboutOf({ envelope: undefined, structure: undefined }, headers);
  const { text } = linesOf(found.head.toString('utf8'), LIMITS.text);
  const marks = marksOf({ oversize: found.size > found.head.length, invalid: true, automatic: isAutomatic(headers) });
  const answer = answerAddress(headers, sender, own);
  return {
    uid,
    ...arrivalOf(found),
    ...about,
    senderAddress: sender,
    text,
    marks,
    answerAddress: answer,
    attachments: [],
  };
}

export async function closeMail({ attachments }: ReadMail): Promise<void> {
  for (const { spool } of attachments) await spool?.close();
}

const marksOf = (are: Record<MailMark, boolean>): MailMark[] =>
  (Object.keys(are) as MailMark[]).filter((mark) => are[mark]);

function arrivalOf({ head, size, receivedAt }: MailHead) {
  return {
    digest: createHash('sha256').update(head).update(String(size)).digest(),
    receivedAt: receivedAt && !Number.isNaN(receivedAt.getTime()) ? receivedAt : null,
  };
}

function aboutOf({ envelope }: MailShape, headers: Headers) {
  const [from] = envelope?.from ?? [];
  const messageId = envelope?.messageId ?? headers.get('message-id')?.[0];
  return {
    messageId: /^<[!-;=?-~]{1,500}>$/.test(messageId ?? '') ? (messageId ?? null) : null,
    senderName: lineOf(from?.name, LIMITS.name),
    sender: addressOf(from?.address ?? headers.get('from')?.[0]),
    subject: lineOf(envelope?.subject ?? headers.get('subject')?.[0], LIMITS.subject),
  };
}

async function readText(
  box: ImapBox,
  uid: number,
  parts: readonly Part[],
): Promise<{ text: string; bytes: number; isCut: boolean; isBroken: boolean }> {
  const texts: string[] = [];
  let room: number = LIMITS.textBytes;
  let isBroken = false;
  let isOver = false;
  for (const { number, mediaType } of parts) {
    const content = room > 0 ? await box.part(uid, number, room) : null;
    if (!content) {
      isOver ||= room <= 0;
      isBroken ||= room > 0;
      continue;
    }
    const pieces: Buffer[] = [];
    for await (const piece of content as AsyncIterable<Buffer>) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    isOver ||= bytes.length >= room;
    room -= bytes.length;
    const text = bytes.toString('utf8');
    texts.push(mediaType === 'text/html' ? plainTextOf(text) : text);
  }
  const { text, isCut } = linesOf(texts.join('\n\n'), LIMITS.text);
  return { text, bytes: LIMITS.textBytes - room, isCut: isCut || isOver, isBroken };
}

async function readAttachments(box: ImapBox, uid: number, parts: readonly Part[]): Promise<ReadAttachment[]> {
  const read: ReadAttachment[] = [];
  let room: number = LIMITS.attachments;
  try {
    for (const [index, part] of parts.slice(0, LIMITS.attachmentCount).entries()) {
      const spool = part.size > room ? null : await spoolOf(box, uid, part, room);
      if (spool) room -= spool.size;
      const { mediaType } = part;
      read.push({ name: attachmentName(part.name, index + 1), mediaType, size: spool?.size ?? part.size, spool });
    }
    return read;
  } catch (error) {
    for (const { spool } of read) await spool?.close();
    throw error;
  }
}

async function spoolOf(box: ImapBox, uid: number, { number }: Part, room: number): Promise<Spool | null> {
  const content = await box.part(uid, number, room * 2);
  return content && Spool.fill(content, room);
}
