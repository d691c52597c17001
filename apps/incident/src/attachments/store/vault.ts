import { mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type Attachment, Refusal } from '#libs/contracts';
import { ATTACHMENTS, type AttachmentSettings } from '../attachment.settings.js';
import { filePath } from './file-path.js';
import { storedBytes } from './sealed-file.js';

/** What is left free beside a file that is announced, in bytes. */
const RESERVE = 64 * 1024 * 1024;

/** The folder of the files. A file is under a temporary name until all of it is on the disk. */
@Injectable()
export class Vault implements OnModuleInit {
  constructor(@Inject(ATTACHMENTS) private readonly settings: AttachmentSettings | null) {}

  async onModuleInit(): Promise<void> {
    if (this.settings) await mkdir(this.settings.dir, { recursive: true, mode: 0o700 });
  }

  /** @throws Refusal('unavailable') where the installation takes no files */
  get on(): AttachmentSettings {
    if (!this.settings) throw new Refusal('unavailable');
    return this.settings;
  }

  partPath(fileId: string): string {
    return `${this.path(fileId)}.part`;
  }

  path(fileId: string): string {
    return filePath(this.on.dir, fileId);
  }

  async makeFolder(fileId: string): Promise<void> {
    await mkdir(dirname(this.path(fileId)), { recursive: true, mode: 0o700 });
  }

  async isSettled(fileId: string): Promise<boolean> {
    return (await stat(this.path(fileId)).catch(() => null)) !== null;
  }

  /** How much of a file is here. */
  async offset(fileId: string): Promise<number> {
    return storedBytes((await this.isSettled(fileId)) ? this.path(fileId) : this.partPath(fileId));
  }

  /** @throws Refusal('attachment-incomplete') with how much of it is here */
  async requireWhole({ id, state, size }: Pick<Attachment, 'id' | 'state' | 'size'>): Promise<void> {
    if (state === 'uploading') throw new Refusal('attachment-incomplete', { offset: await this.offset(id), size });
  }

  /** All of it is on the disk: it gets its name. The folder is written too, so that the name outlives a power cut. */
  async settle(fileId: string): Promise<void> {
    await rename(this.partPath(fileId), this.path(fileId));
    const folder = await open(dirname(this.path(fileId)), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  /** When something of it was last written; null for one of which nothing is here. */
  async lastByteAt(fileId: string): Promise<Date | null> {
    const path = (await this.isSettled(fileId)) ? this.path(fileId) : this.partPath(fileId);
    return (await stat(path).catch(() => null))?.mtime ?? null;
  }

  async remove(fileId: string): Promise<void> {
    for (const path of [this.partPath(fileId), this.path(fileId)]) await rm(path, { force: true });
  }

  /** @throws Refusal('attachments-full') when so much does not fit any more */
  async requireRoom(bytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.on.dir);
    if (bavail * bsize < bytes + RESERVE) throw new Refusal('attachments-full');
  }
}

/** The disk, or our share of it, is full. */
export const isFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException).code ?? '');
