import type { Attachment, CommandInput } from '#libs/contracts';
import { type ApiError, asApiError, noAnswer } from '../../shared/api/ApiError.js';

/**
 * `offline`: no answer came. `held`: the platform has answered that it cannot take it now. Both go on by themselves; `paused` and `refused`
 * wait for the reader.
 */
type SendingState = 'waiting' | 'sending' | 'paused' | 'offline' | 'held' | 'finishing' | 'refused';

/** A file on its way. */
export interface Sending {
  id: string;
  incidentId: string;
  name: string;
  size: number;
  /** That the platform has, or that has left for it. */
  sent: number;
  /** That the platform has said it has. */
  kept: number;
  state: SendingState;
  /** Bytes in a second, lately; 0 while nothing is known. */
  pace: number;
  error: ApiError | null;
}

export type Announced = CommandInput<'incident.attachment.begin'>;
interface Work extends Sending {
  file: Blob;
  /** Missing for one that was announced before the page was loaded. */
  announced: Announced | null;
  stop: AbortController;
}

interface One {
  incidentId: string;
  attachmentId: string;
}

export interface Part extends One {
  offset: number;
  bytes: Blob;
  /** How many bytes of it have left. */
  onProgress: (sent: number) => void;
  signal: AbortSignal;
}

/** The platform, as a file on its way meets it; offsets are what it has by then. */
export interface Platform {
  begin: (announced: Announced, signal: AbortSignal) => Promise<unknown>;
  progress: (one: One, signal: AbortSignal) => Promise<{ offset: number }>;
  part: (part: Part) => Promise<{ offset: number }>;
  finish: (one: One, signal: AbortSignal) => Promise<Attachment>;
}

/** Small enough that a slow line finishes it in time, and growing while it is fast. */
const PART = { first: 2 * 1024 * 1024, most: 32 * 1024 * 1024, quick: 3_000, slow: 15_000 };
const RETRY = { first: 1_000, most: 15_000 };
/** So often in a row a fault may be a passing one. */
const FAULTS = 5;

/** Files on their way, one after the other. They go on while the reader visits other pages. */
export class SendingQueue {
  private readonly works = new Map<string, Work>();
  private readonly listeners = new Set<() => void>();
  private shown: readonly Sending[] = [];
  private running = false;
  private onStored: (attachment: Attachment) => void = () => undefined;

  constructor(private readonly platform: Platform) {}

  readonly all = (): readonly Sending[] => this.shown;

  readonly watch = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Told of every file that has become part of its incident. */
  whenStored(tell: (attachment: Attachment) => void): void {
    this.onStored = tell;
  }

  /** @param announced null to go on with one that was announced before */
  enqueue(file: File, of: { id: string; incidentId: string }, announced: Announced | null): void {
    const { id, incidentId } = of;
    this.works.get(id)?.stop.abort();
    const amounts = { size: file.size, sent: 0, kept: 0, pace: 0 };
    const work = { id, incidentId, file, announced, name: file.name, ...amounts, error: null };
    this.works.set(id, { ...work, state: 'waiting', stop: new AbortController() });
    this.tell();
    void this.run();
  }

  pause(id: string): void {
    const work = this.works.get(id);
    if (!work) return;
    work.stop.abort();
    this.change(work, { state: 'paused', pace: 0, sent: work.kept, error: null });
  }

  resume(id: string): void {
    const work = this.works.get(id);
    if (!work) return;
    this.change(work, { state: 'waiting', error: null, stop: new AbortController() });
    void this.run();
  }

  dismiss(id: string): void {
    this.works.get(id)?.stop.abort();
    this.works.delete(id);
    this.tell();
  }

  /** Nothing of it leaves any more. */
  clear(): void {
    for (const { stop } of this.works.values()) stop.abort();
    this.works.clear();
    this.tell();
  }

  private tell(): void {
    this.shown = [...this.works.values()].map(({ file: _, announced: __, stop: ___, ...sending }) => sending);
    for (const listener of this.listeners) listener();
  }

  private change(work: Work, by: Partial<Work>): void {
    Object.assign(work, by);
    this.tell();
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      for (;;) {
        const next = [...this.works.values()].find(({ state }) => state === 'waiting');
        if (!next) return;
        await this.send(next);
      }
    } finally {
      this.running = false;
    }
  }

  /** Until it is stored, refused, or stopped: a line that breaks is no end. */
  private async send(work: Work): Promise<void> {
    const { signal } = work.stop;
    let faults = 0;
    this.change(work, { state: 'sending' });
    for (let wait = RETRY.first; ; wait = Math.min(wait * 2, RETRY.most)) {
      const before = work.kept;
      try {
        await this.attempt(work, signal);
        this.works.delete(work.id);
        this.tell();
        return;
      } catch (error) {
        if (signal.aborted) return;
        const refusal = asApiError(error) ?? noAnswer();
        if (work.kept > before) [wait, faults] = [RETRY.first, 0];
        if (refusal.code === 'fault') faults += 1;
        if (isFinal(refusal, faults))
          return this.change(work, { state: 'refused', pace: 0, sent: work.kept, error: refusal });
        this.change(work, { ...standingOf(refusal), pace: 0, sent: work.kept });
        await rest(Math.max(wait, (refusal.retryAfterSeconds ?? 0) * 1_000), signal);
        if (signal.aborted) return;
        this.change(work, { state: 'sending', error: null });
      }
    }
  }

  private async attempt(work: Work, signal: AbortSignal): Promise<void> {
    const { id, incidentId, file } = work;
    const one = { incidentId, attachmentId: id };
    if (work.announced) {
      await this.platform.begin(work.announced, signal);
      work.announced = null;
    }
    signal.throwIfAborted();
    let { offset } = await this.platform.progress(one, signal);
    let size = PART.first;
    while (offset < file.size) {
      signal.throwIfAborted();
      this.change(work, { sent: offset, kept: offset });
      const began = performance.now();
      const from = offset;
      const onProgress = (left: number) => this.change(work, { sent: from + left, pace: paceOf(left, began) });
      const bytes = file.slice(offset, offset + size);
      ({ offset } = await this.platform.part({ ...one, offset, bytes, onProgress, signal }));
      size = nextSize(size, performance.now() - began);
    }
    signal.throwIfAborted();
    this.change(work, { sent: file.size, kept: file.size, state: 'finishing' });
    this.onStored(await this.platform.finish(one, signal));
  }
}

/** Where the platform has more or less of a file than we thought, it says so, and we go on there. */
const isFinal = (refusal: ApiError, faults: number): boolean =>
  refusal.code === 'attachments-full' || faults >= FAULTS || (!refusal.passing && refusal.code !== 'attachment-offset');

function standingOf(refusal: ApiError): Pick<Sending, 'state' | 'error'> {
  if (refusal.code === 'attachment-offset') return { state: 'sending', error: null };
  return refusal.status === 0 ? { state: 'offline', error: null } : { state: 'held', error: refusal };
}

function nextSize(size: number, milliseconds: number): number {
  if (milliseconds < PART.quick) return Math.min(size * 2, PART.most);
  return milliseconds > PART.slow ? Math.max(size / 2, PART.first / 8) : size;
}

const paceOf = (bytes: number, began: number): number => (bytes / Math.max(1, performance.now() - began)) * 1_000;

/** Sooner when the network is said to be back. */
function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener('online', go);
      resolve();
    };
    const timer = setTimeout(go, milliseconds);
    addEventListener('online', go, { once: true });
    signal.addEventListener('abort', go, { once: true });
  });
}
