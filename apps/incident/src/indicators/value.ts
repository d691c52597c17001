import { type IndicatorType, type Tlp } from '#libs/contracts';
import { strictest } from './imports/stated.js';
import { indicatorIdOf } from './indicator-id.js';

/** A value as it is to be recorded, normalised. */
export interface Value {
  /** Of its one record. */
  id: string;
  type: IndicatorType;
  value: string;
  note: string | null;
  forDetection: boolean;
  /** Null: nothing is said of it itself. */
  tlp: Tlp | null;
}

/**
 * Each value once, in the order of the ids: two who record the same values never wait for each other in a circle. Of a value that is stated
 * twice, the first note, the strictest marking, and for detection where anybody says so.
 */
export function distinct(stated: readonly Omit<Value, 'id'>[]): Value[] {
  const values = new Map<string, Value>();
  for (const one of stated) {
    const id = indicatorIdOf(one.type, one.value);
    const before = values.get(id);
    if (!before) values.set(id, { id, ...one });
    else {
      before.forDetection ||= one.forDetection;
      before.note ??= one.note;
      before.tlp = strictest([before.tlp, one.tlp]);
    }
  }
  return [...values.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}
