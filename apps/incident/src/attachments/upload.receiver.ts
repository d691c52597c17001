import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { type Attachment, Refusal, type UploadProgress } from '#libs/contracts';
import { Database } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock, newId } from '#libs/platform';
import { type Claim, type Opening, claimWriting, held, keepHash, leaveWriting, openingOf } from './attachment.store.js';
import { Damaged, type SealedFile, SealedWriter, hashSealed } from './store/sealed-file.js';
import { Vault, isFull } from './store/vault.js';

/** A file whose bytes are on their way. */
export type Expected = Pick<Attachment, 'id' | 'size' | 'sha256'>;
type One = { incidentId: string; attachmentId: string };
type Known = ReturnType<SealedWriter['known']>;

const SYSTEM = { kind: 'system' } as const;
/** Milliseconds for which a file belongs to the process that writes it, and after which it says so again. */
const LEASE = { held: 5_000, renewed: 1_500 };
const EPOCH = new Date(0);
/** Hashes that are remembered between two parts. */
const REMEMBERED = 100;

/** Whose file it is to write: by the clock, for a process that was held up may wake when another one has it. */
interface Lease {
  until: Date;
}

/** Takes the bytes of files. Whatever arrives is kept: a part that breaks off goes on where it broke off. */
@Injectable()
export class UploadReceiver {
  private readonly writer = newId();
  private readonly known = new Map<string, Known>();
  private readonly underWay = new Map<string, { stop: AbortController; ended: Promise<unknown> }>();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  /**
   * A part of a file, from `offset` on.
   *
   * @throws Refusal('attachment-offset') with the right offset; Refusal('too-large') for more than was announced; Refusal('attachments-full')
   */
  async receive(one: One, offset: number, body: Readable, context: CommandContext): Promise<UploadProgress> {
    return this.take(await this.database.transaction(context.scope, (tx) => held(tx, one, context)), offset, body);
  }

  /** The same, of a file that may be sent. */
  take(file: Expected, offset: number, body: Readable): Promise<UploadProgress> {
    return this.inTurn(file.id, async (stop) => {
      if (file.sha256 !== null || (await this.vault.isSettled(file.id))) return this.standing(file, offset);
      return this.writing(file, stop, async (sealed, lease) => {
        const writer = await this.openWriter(sealed);
        try {
          if (writer.offset !== offset) throw new Refusal('attachment-offset', { offset: writer.offset });
          await this.copy(body, writer, file.size, stop.signal, lease);
          this.requireLease(lease);
          if (writer.isWhole) await this.settle(file.id, writer.digest());
          else this.remember(file.id, writer.known());
          return { attachmentId: file.id, offset: writer.offset, size: file.size };
        } finally {
          await writer.close();
        }
      });
    });
  }

  /** Of a file whose bytes are all here: what a crash kept from being noted is made up for. @throws Refusal('attachment-incomplete') */
  async complete(one: One, context: CommandContext): Promise<void> {
    const file = await this.database.transaction(context.scope, (tx) => held(tx, one, context));
    if (file.state === 'uploading') await this.makeUp(file);
  }

  /** The same, of a file that is on its way. */
  async makeUp(file: Expected): Promise<void> {
    if (file.sha256 !== null) return;
    const offset = await this.vault.offset(file.id);
    if (offset < file.size) throw new Refusal('attachment-incomplete', { offset, size: file.size });
    await this.inTurn(file.id, (stop) =>
      this.writing(file, stop, async (sealed, lease) => {
        const isSettled = await this.vault.isSettled(file.id);
        const path = isSettled ? this.vault.path(file.id) : this.vault.partPath(file.id);
        const sha256 = await hashSealed({ ...sealed, path });
        this.requireLease(lease);
        await this.settle(file.id, sha256, isSettled);
      }),
    );
  }

  /** Whoever sends a file again has lost the connection on which it was sent before, even when we have not noticed. */
  private async inTurn<T>(fileId: string, work: (stop: AbortController) => Promise<T>): Promise<T> {
    const earlier = this.underWay.get(fileId);
    earlier?.stop.abort();
    const stop = new AbortController();
    const run = (async () => {
      await earlier?.ended.catch(() => undefined);
      return work(stop);
    })();
    const turn = { stop, ended: run };
    this.underWay.set(fileId, turn);
    try {
      return await run;
    } finally {
      if (this.underWay.get(fileId) === turn) this.underWay.delete(fileId);
    }
  }

  private async standing({ id, size }: Expected, offset: number): Promise<UploadProgress> {
    if (offset !== size) throw new Refusal('attachment-offset', { offset: size });
    return { attachmentId: id, offset: size, size };
  }

  /** With the file's key, as the only process that writes it. */
  private async writing<T>(
    file: Expected,
    stop: AbortController,
    work: (sealed: SealedFile, lease: Lease) => Promise<T>,
  ): Promise<T> {
    const { opening, lease } = await this.claim(file.id);
    const renewal = setInterval(() => void this.renew(file.id, lease, stop), LEASE.renewed);
    try {
      const key = this.vault.on.keys.unwrap(opening, file.id);
      await this.vault.makeFolder(file.id);
      return await work({ path: this.vault.partPath(file.id), fileId: file.id, key, size: file.size }, lease);
    } catch (error) {
      this.known.delete(file.id);
      if (isFull(error)) throw new Refusal('attachments-full');
      if (error instanceof Damaged) throw new Refusal('attachment-damaged');
      throw error;
    } finally {
      clearInterval(renewal);
      await this.database.transaction(SYSTEM, (tx) => leaveWriting(tx, file.id, this.writer)).catch(() => undefined);
    }
  }

  private claim(attachmentId: string): Promise<{ opening: Opening; lease: Lease }> {
    return this.database.transaction(SYSTEM, async (tx) => {
      const claim = this.claimOf(attachmentId);
      const isOurs = await claimWriting(tx, claim);
      const opening = isOurs ? await openingOf(tx, attachmentId) : undefined;
      if (!opening) throw new Refusal('attachment-busy', { seconds: LEASE.held / 1_000 });
      return { opening, lease: { until: claim.until } };
    });
  }

  /** A process that has lost its lease stops: another one writes. One that cannot say so again stops when its time is over. */
  private async renew(attachmentId: string, lease: Lease, stop: AbortController): Promise<void> {
    const claim = this.claimOf(attachmentId);
    const isOurs = await this.database.transaction(SYSTEM, (tx) => claimWriting(tx, claim)).catch(() => null);
    if (isOurs) lease.until = claim.until;
    if (isOurs === false) lease.until = EPOCH;
    if (!this.isOurs(lease)) stop.abort();
  }

  private isOurs({ until }: Lease): boolean {
    return this.clock.now() < until;
  }

  private requireLease(lease: Lease): void {
    if (!this.isOurs(lease)) throw new Refusal('attachment-busy', { seconds: LEASE.held / 1_000 });
  }

  private claimOf(attachmentId: string): Claim {
    const now = this.clock.now();
    return { attachmentId, writer: this.writer, now, until: new Date(now.getTime() + LEASE.held) };
  }

  private async openWriter(sealed: SealedFile): Promise<SealedWriter> {
    const known = this.known.get(sealed.fileId);
    this.known.delete(sealed.fileId);
    return SealedWriter.open(sealed, known);
  }

  private async copy(
    body: Readable,
    writer: SealedWriter,
    size: number,
    stopped: AbortSignal,
    lease: Lease,
  ): Promise<void> {
    const stop = () => void body.destroy();
    stopped.addEventListener('abort', stop, { once: true });
    try {
      if (stopped.aborted) throw new Refusal('attachment-busy', { seconds: LEASE.held / 1_000 });
      // Not closed when we stop in the middle: whoever sends is still to be answered on it.
      for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        if (writer.offset + chunk.length > size) throw new Refusal('too-large');
        this.requireLease(lease);
        await writer.append(chunk);
      }
    } finally {
      stopped.removeEventListener('abort', stop);
      // What has arrived before it broke off is kept too, unless the place where it would be written is another's by now.
      if (this.isOurs(lease)) await writer.flush();
    }
  }

  private async settle(attachmentId: string, sha256: Buffer, isSettled = false): Promise<void> {
    if (!isSettled) await this.vault.settle(attachmentId);
    await this.database.transaction(SYSTEM, (tx) => keepHash(tx, attachmentId, sha256));
  }

  private remember(fileId: string, known: Known): void {
    this.known.set(fileId, known);
    const [oldest] = this.known.keys();
    if (this.known.size > REMEMBERED && oldest !== undefined) this.known.delete(oldest);
  }
}
