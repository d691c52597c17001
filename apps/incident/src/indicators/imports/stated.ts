import type { IndicatorType, Tlp } from '#libs/contracts';
import { tlpRank } from '#libs/contracts';

/** A value as a file states it, not normalised yet. */
export interface Stated {
  /** Where in the file. */
  path: string;
  type: IndicatorType;
  value: string;
  note: string | null;
  forDetection: boolean;
  tlp: Tlp | null;
}

/** What of the file cannot be taken, and why. */
export interface Refused {
  path: string;
  code: string;
  detail?: string;
}

/** What a file states, before it is looked at closely. */
export interface StatedFile {
  format: 'misp' | 'stix';
  title: string | null;
  stated: Stated[];
  refused: Refused[];
}

/** The file as a whole is none: then nothing of it is taken. */
export interface Unreadable {
  path: string;
  code: string;
}

/** As many values as a file may state, and as many characters in them and in what is said of them. */
const STATED_MAX = 250_000;
const CHARACTERS_MAX = 32_000_000;
const DETAIL_MAX = 120;

/** Collects what is found in a file, and stops the reading of one that has more than is taken. */
export class Findings {
  readonly stated: Stated[] = [];
  readonly refused: Refused[] = [];
  private characters = 0;

  state(stated: Stated): void {
    this.stated.push(stated);
    this.characters += stated.value.length + (stated.note?.length ?? 0);
    this.count();
  }

  refuse(path: string, code: string, detail?: unknown): void {
    this.refused.push({ path, code, ...(typeof detail === 'string' && { detail: short(detail) }) });
    this.count();
  }

  /** @throws TooMany */
  private count(): void {
    if (this.stated.length + this.refused.length > STATED_MAX || this.characters > CHARACTERS_MAX) throw new TooMany();
  }
}

export class TooMany extends Error {}

/** The strictest of several markings; null: none is stated. */
export const strictest = (tlps: readonly (Tlp | null)[]): Tlp | null =>
  tlps.reduce((one, other) => (one === null || (other !== null && tlpRank(other) > tlpRank(one)) ? other : one), null);

/** Legible on one line, and storable. */
export const short = (text: string, most: number = DETAIL_MAX): string =>
  text
    .slice(0, most)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '·');

/** The own field of an object from outside; whatever else it is has none. `__proto__` is a field like any other. */
export function field(of: unknown, name: string): unknown {
  if (typeof of !== 'object' || of === null || Array.isArray(of) || !Object.hasOwn(of, name)) return undefined;
  return (of as Record<string, unknown>)[name];
}

export const textIn = (of: unknown, name: string): string | null => {
  const found = field(of, name);
  return typeof found === 'string' ? found : null;
};

export const listIn = (of: unknown, name: string): readonly unknown[] => {
  const found = field(of, name);
  return Array.isArray(found) ? found : [];
};

/** A comment that is long is cut: it explains, it is not what is searched for. */
export function noteOf(text: string | null): string | null {
  const note = text?.toWellFormed().replaceAll('\u0000', '').slice(0, 500).trim() ?? '';
  return note === '' ? null : note;
}
