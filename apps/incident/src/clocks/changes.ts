import { isDeepStrictEqual } from 'node:util';
import type { ClockFace } from './clock.engine.js';

/** What becomes of one clock. */
export interface Change {
  before: ClockFace | undefined;
  after: ClockFace;
}

/** Of the clocks as they have to be, those that are not so yet. One whose regime is no longer valid is superseded, and kept. */
export function changesOf(kept: readonly ClockFace[], wanted: readonly ClockFace[]): Change[] {
  const left = new Map(kept.map((face) => [keyOf(face), face]));
  const changes: Change[] = [];
  for (const after of wanted) {
    const before = left.get(keyOf(after));
    left.delete(keyOf(after));
    if (!before || !isSame(before, after)) changes.push({ before, after });
  }
  for (const before of left.values()) {
    if (before.state === 'open') changes.push({ before, after: { ...before, state: 'superseded', rings: [] } });
  }
  return changes;
}

/** Whether a reader of the screen would notice. */
export const isVisible = ({ before, after }: Change): boolean =>
  before !== undefined &&
  (before.state !== after.state || before.dueAt !== after.dueAt || before.applies !== after.applies);

const keyOf = ({ regime, stage }: ClockFace): string => `${regime}/${stage}`;

const COMPARED = ['regimeVersion', 'applies', 'state', 'dueAt', 'metAt', 'reason', 'rings'] as const;
const isSame = (one: ClockFace, other: ClockFace): boolean =>
  COMPARED.every((field) => isDeepStrictEqual(one[field], other[field]));
