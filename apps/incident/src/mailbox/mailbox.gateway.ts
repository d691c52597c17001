import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Refusal } from '#libs/contracts';
import { Health, Logger } from '#libs/platform';
import { ImapBox } from './imap.box.js';
import type { Box } from './mail-draft.store.js';
import { MailIntake } from './mail.intake.js';
import { type ReadMail, closeMail, readBareMail, readMail } from './mail.reader.js';
import { MailboxLease } from './mailbox.lease.js';
import { MAILBOX, type MailboxSettings } from './mailbox.settings.js';

/** Milliseconds. */
const RENEW = 5_000;
const RETRY = { first: 500, most: 60_000 };
/** A server that locks an account after some wrong passwords must not be made to. */
const RETRY_REFUSED = 60_000;
/** Times that a mail may fail before it is taken as it begins, and before it is left alone. */
const ATTEMPTS = { whole: 3, all: 6 };
/** Milliseconds for which the end of the service waits for the mailbox: a server that is silent must not hold it up. */
const FAREWELL = 3_000;

/**
 * Reads the declarations mailbox for as long as the service lives. A mail is moved only when its draft is committed: whoever comes after
 * a crash finds it still there, and knows by its number whether it is recorded.
 */
@Injectable()
export class MailboxGateway implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly failures = new Map<number, number>();
  private running: Promise<void> | undefined;
  private box: ImapBox | undefined;
  private fault: string | undefined;
  private pause = RETRY.first;

  constructor(
    @Inject(MAILBOX) private readonly settings: MailboxSettings | null,
    @Inject(MailIntake) private readonly intake: MailIntake,
    @Inject(MailboxLease) private readonly lease: MailboxLease,
    @Inject(Health) private readonly health: Health,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const { settings } = this;
    if (!settings) return;
    this.health.registerAlarm(
      'mailbox',
      () => this.fault !== undefined || [...this.failures.keys()].some((uid) => this.isGivenUp(uid)),
    );
    this.running = this.run(settings);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.box?.close();
    await Promise.race([this.running, sleep(FAREWELL, undefined, { ref: false })]);
  }

  private async run(settings: MailboxSettings): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        if (await this.lease.hold(settings.box)) await this.session(settings);
        else await this.rest(RENEW);
      } catch (error) {
        await this.rest(this.failed(error));
      }
    }
    await this.lease.leave(settings.box).catch(() => undefined);
  }

  /** Until the connection or the lease is lost. */
  private async session(settings: MailboxSettings): Promise<void> {
    const box = await ImapBox.open(settings);
    this.box = box;
    const renewal = setInterval(() => void this.renew(settings.box, box), RENEW);
    try {
      while (box.isOpen && !this.stopping.signal.aborted) {
        await this.round(settings, box);
        this.well();
        await box.wait(settings.poll);
      }
    } finally {
      clearInterval(renewal);
      this.box = undefined;
      box.close();
    }
    if (!this.stopping.signal.aborted) throw new Error('The connection was closed');
  }

  private async renew(name: string, box: ImapBox): Promise<void> {
    const held = await this.lease.hold(name).catch(() => false);
    if (!held) box.close();
  }

  private async round(settings: MailboxSettings, box: ImapBox): Promise<void> {
    const at = { box: settings.box, uidValidity: box.uidValidity };
    const uids = await box.uids();
    const known = await this.intake.known(at, uids);
    await this.putAway(box, [...known]);
    for (const uid of uids.filter((number) => !known.has(number) && !this.isGivenUp(number))) {
      if (this.stopping.signal.aborted) return;
      await this.take(settings, box, uid);
    }
  }

  private async take(settings: MailboxSettings, box: ImapBox, uid: number): Promise<void> {
    try {
      const mail = await this.read(settings, box, uid);
      if (mail) await this.record({ box: settings.box, uidValidity: box.uidValidity }, mail);
      this.failures.delete(uid);
      if (mail) await this.putAway(box, [uid]);
    } catch (error) {
      // Neither an outage of the database nor our own end is the mail's fault.
      if (!(error instanceof Refusal) && !this.stopping.signal.aborted) this.count(uid);
      throw error;
    }
  }

  private async record(at: Box, mail: ReadMail): Promise<void> {
    try {
      await this.intake.record(at, mail);
    } finally {
      await closeMail(mail);
    }
  }

  private read({ own }: MailboxSettings, box: ImapBox, uid: number): Promise<ReadMail | null> {
    return (this.failures.get(uid) ?? 0) < ATTEMPTS.whole ? readMail(box, uid, own) : readBareMail(box, uid, own);
  }

  private count(uid: number): void {
    const failures = (this.failures.get(uid) ?? 0) + 1;
    this.failures.set(uid, failures);
    if (failures === ATTEMPTS.whole) this.logger.warn({ uid }, 'a mail breaks its reading: it is taken as it begins');
    if (failures === ATTEMPTS.all) this.logger.error({ uid }, 'a mail cannot be recorded: it stays in the mailbox');
  }

  /** Such a mail holds up no other; health tells of it until somebody has moved it and the service is restarted. */
  private isGivenUp(uid: number): boolean {
    return (this.failures.get(uid) ?? 0) >= ATTEMPTS.all;
  }

  private async putAway(box: ImapBox, uids: readonly number[]): Promise<void> {
    if (await box.putAway(uids)) return;
    this.logger.warn({}, 'mails cannot be moved in the mailbox: they stay where they are, recorded once');
  }

  private well(): void {
    if (this.fault !== undefined) this.logger.info({}, 'the declarations mailbox is read again');
    this.fault = undefined;
    this.pause = RETRY.first;
  }

  /** Says what is wrong once, not at each attempt. @returns milliseconds until the next one */
  private failed(error: unknown): number {
    if (this.stopping.signal.aborted) return 0;
    const { fault, advice } = faultOf(error);
    if (this.fault !== fault) this.logger.error({ fault }, `the declarations mailbox cannot be read: ${advice}`);
    this.fault = fault;
    if (fault === 'refused') return RETRY_REFUSED;
    const pause = this.pause;
    this.pause = Math.min(pause * 2, RETRY.most);
    return pause;
  }

  private async rest(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/** Never the error itself: the server's words may hold an address, or the beginning of a mail. */
function faultOf(error: unknown): { fault: string; advice: string } {
  const { authenticationFailed, code } = error as { authenticationFailed?: boolean; code?: string };
  if (authenticationFailed) {
    return { fault: 'refused', advice: 'the server refuses user or password; correct VIGIE_IMAP_URL and restart' };
  }
  const fault = typeof code === 'string' && /^[\w-]{1,60}$/.test(code) ? code : 'unknown';
  return { fault, advice: 'it is tried again; mails wait in the box' };
}
