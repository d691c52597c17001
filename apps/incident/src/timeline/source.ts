import type { DatabaseScope } from '#libs/database';
import type { EntityManager } from 'typeorm';
import type { AdvisoryTraces } from './advisory-traces.js';
import type { ClocksAt } from './clocks-at.js';
import type { Moment } from './moment.js';
import type { Subject } from './subject.sql.js';

/** What a source reads with. */
export interface Reading {
  subjects: readonly Subject[];
  /** Where it is about a regional incident. */
  regionalId: string | null;
  /** Nothing that was recorded later is told. */
  at: string;
  /** What is looked at: a source that cannot tell everything tells of this. */
  from?: string;
  to?: string;
  scope: DatabaseScope;
  /** A transaction in the reader's own scope: none is open meanwhile, because others are waited for. */
  read: <T>(work: (tx: EntityManager) => Promise<T>) => Promise<T>;
  clocks: ClocksAt;
  advisories: AdvisoryTraces;
}

/** What a source has found, and whether it has left out older moments because there are too many. */
export interface Found {
  moments: Moment[];
  cut?: boolean;
}

/** A source may find nothing; one that fails is told as silent, and the others stand. */
export type Source = (reading: Reading) => Promise<Found> | Found;

/** Of what was read with one more than a source tells at most: what it tells. */
export const atMost = <Row>(most: number, read: readonly Row[]): { told: readonly Row[]; cut: boolean } => ({
  told: read.slice(0, most),
  cut: read.length > most,
});
