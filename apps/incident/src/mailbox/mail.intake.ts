import { Inject, Injectable } from '@nestjs/common';
import { Database, type DatabaseScope, audit } from '#libs/database';
import { Outbox } from '#libs/messaging';
import { Clock, newId, newTraceId } from '#libs/platform';
import { NOBODY } from '../declarations/declaration.rows.js';
import type { ReadMail } from './mail.reader.js';
import { type Box, insertAttachment, insertDraft, knownUids, mayAnswer } from './mail-draft.store.js';
import { SenderGuess } from './sender.guess.js';

const SYSTEM: DatabaseScope = { kind: 'system' };

/** Makes mails drafts, each once: in the transaction that writes it, it is decided whether its sender is answered. */
@Injectable()
export class MailIntake {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SenderGuess) private readonly guesses: SenderGuess,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  known(box: Box, uids: readonly number[]): Promise<Set<number>> {
    return this.database.transaction(SYSTEM, (tx) => knownUids(tx, box, uids));
  }

  async record(box: Box, mail: ReadMail): Promise<void> {
    const guess = await this.guesses.of(mail.senderAddress);
    const traceId = newTraceId();
    await this.database.transaction(SYSTEM, async (tx) => {
      const now = this.clock.now();
      const id = newId();
      const wanted = mail.answerAddress;
      const answerAddress = wanted !== null && (await mayAnswer(tx, wanted, now)) ? wanted : null;
      if (!(await insertDraft(tx, id, box, mail, { guess, answerAddress, now }))) return;
      for (const [index, attachment] of mail.attachments.entries()) {
        await insertAttachment(tx, id, index + 1, attachment);
      }
      const details = { marks: mail.marks, attachments: mail.attachments.length, answered: answerAddress !== null };
      const author = { actorId: NOBODY, traceId };
      audit(tx, {
        action: 'mail.received',
        recordType: 'mail-draft',
        recordId: id,
        origin: 'imap',
        details,
        ...author,
      });
      const payload = { mailDraftId: id, answer: answerAddress !== null };
      this.outbox.emit(tx, { type: 'mail.received', aggregateId: id, version: 1, kind: 'real', payload, ...author });
    });
  }
}
