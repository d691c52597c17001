import type { Attachment, CommandInput } from '#libs/contracts';
import { type ApiError, asApiError, noAnswer } from '../../shared/api/ApiError.js';
import { call } from '../../shared/api/call.js';
import { sendPart } from './sendPart.js';

type SendingState = 'waiting' | 'sending' | 'paused' | 'offline' | 'finishing' | 'refused';

/** A file on its way. */
export interface Sending {
  id: string;
  incidentId: string;
  name: string;
  size: number;
  /** That the platform has, or that has left for it. */
  sent: number;
  state: SendingState;
  /** Bytes in a second, lately; 0 while nothing is known. */
  pace: number;
  error: ApiError | null;
}

type Announced = CommandInput<'incident.attachment.begin'>;
interface Work extends Sending {
  file: File;
  /** Missing for one that was announced before the page was loaded. */
  announced: Announced | null;
  stop: AbortController;
}

/** Small enough that a slow line finishes it in time, and growing while it is fast. */
const PART = { first: 2 * 1024 * 1024, most: 32 * 1024 * 1024, quick: 3_000, slow: 15_000 };
const RETRY = { first: 1_000, most: 15_000 };

/** Files on their way, one after the other. They go on while the reader visits other pages. */
const works = new Map<string, Work>();
const listeners = new Set<() => void>();
let shown: readonly Sending[] = [];
let running = false;
let onStored: (attachment: Attachment) => void = () => undefined;

export const sendings = (): readonly Sending[] => shown;
export const watchSendings = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
/** Told of every file that has become part of its incident. */
export const whenStored = (tell: (attachment: Attachment) => void): void => {
  onStored = tell;
};

/** @param announced null to go on with one that was announced before */
export function enqueue(file: File, of: { id: string; incidentId: string }, announced: Announced | null): void {
  const { id, incidentId } = of;
  const work = { id, incidentId, file, announced, name: file.name, size: file.size, sent: 0, pace: 0, error: null };
  works.set(id, { ...work, state: 'waiting', stop: new AbortController() });
  tell();
  void run();
}

export function pause(id: string): void {
  const work = works.get(id);
  if (!work) return;
  change(work, { state: 'paused', pace: 0 });
  work.stop.abort();
}

export function resume(id: string): void {
  const work = works.get(id);
  if (!work) return;
  change(work, { state: 'waiting', error: null, stop: new AbortController() });
  void run();
}

export function dismiss(id: string): void {
  works.get(id)?.stop.abort();
  works.delete(id);
  tell();
}

function tell(): void {
  shown = [...works.values()].map(({ file: _, announced: __, stop: ___, ...sending }) => sending);
  for (const listener of listeners) listener();
}

function change(work: Work, by: Partial<Work>): void {
  Object.assign(work, by);
  tell();
}

async function run(): Promise<void> {
  if (running) return;
  running = true;
  try {
    for (;;) {
      const next = [...works.values()].find(({ state }) => state === 'waiting');
      if (!next) return;
      await send(next);
    }
  } finally {
    running = false;
  }
}

/** Until it is stored, refused, or paused: a line that breaks is no end. */
async function send(work: Work): Promise<void> {
  change(work, { state: 'sending' });
  for (let wait = RETRY.first; ; wait = Math.min(wait * 2, RETRY.most)) {
    const before = work.sent;
    try {
      await attempt(work);
      works.delete(work.id);
      tell();
      return;
    } catch (error) {
      if (work.state === 'paused' || !works.has(work.id)) return;
      const refusal = asApiError(error) ?? noAnswer();
      // Where the platform has more or less of it than we thought, it says so, and we go on there.
      if (!refusal.passing && refusal.code !== 'attachment-offset')
        return change(work, { state: 'refused', error: refusal });
      if (refusal.code === 'attachments-full') return change(work, { state: 'refused', error: refusal });
      if (work.sent > before) wait = RETRY.first;
      change(work, { state: 'offline', pace: 0 });
      await rest(wait, work.stop.signal);
      if (work.state !== 'offline') return;
      change(work, { state: 'sending' });
    }
  }
}

async function attempt(work: Work): Promise<void> {
  const { id, incidentId, file, stop } = work;
  const one = { incidentId, attachmentId: id };
  if (work.announced) {
    // The same key and body: announced again after an unclear end, it is announced once.
    await call('beginAttachment', work.announced, { key: id });
    work.announced = null;
  }
  let { offset } = await call('attachmentProgress', one);
  let size = PART.first;
  while (offset < file.size) {
    change(work, { sent: offset });
    const began = performance.now();
    const from = offset;
    const onProgress = (left: number) => change(work, { sent: from + left, pace: paceOf(left, began) });
    const bytes = file.slice(offset, offset + size);
    ({ offset } = await sendPart({ ...one, offset, bytes, onProgress, signal: stop.signal }));
    size = nextSize(size, performance.now() - began);
  }
  change(work, { sent: file.size, state: 'finishing' });
  onStored(await call('finishAttachment', one, { key: `finish-${id}` }));
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
