import { Inject, Injectable } from '@nestjs/common';
import { type Kind, Refusal, type SimilarIncidents } from '#libs/contracts';
import { Database, maybeOne, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { Inventory } from './inventory.js';
import { type Candidate, type Detail, type Proposal, UNASKED, promiseOf, propose } from './proposal.js';
import { CANDIDATES, DETAILS, DISMISSED_IDS, RARE_WORDS, SUBJECT } from './similar.sql.js';

interface SubjectRow {
  id: string;
  kind: Kind;
  recordedAt: Date;
  facilityId: string;
  supplier: string | null;
  supplierKey: string | null;
  text: string;
  what: string;
}
type Products = NonNullable<Awaited<ReturnType<Inventory['productsNamed']>>>;

/** Candidates that are read, and proposals that are shown, at most. */
const READ = 80;
const SHOWN = 20;
const WORDS = 300;

@Injectable()
export class SimilarReader {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Inventory) private readonly inventory: Inventory,
  ) {}

  /** @throws Refusal('not-found') */
  async list({ incidentId }: { incidentId: string }, { scope }: CommandContext): Promise<SimilarIncidents> {
    const { proposals, inventory } = await this.search(incidentId, scope);
    const all = proposals.map(({ incident }) => incident);
    return {
      items: all.filter(({ dismissed }) => !dismissed).slice(0, SHOWN),
      dismissed: all.filter(({ dismissed }) => dismissed).slice(0, SHOWN),
      inventory,
    };
  }

  /**
   * What speaks for the likeness of two, by names that stay the same, asked about either: the words that are rare for one need not be for
   * the other. What an inventory would say that does not answer is among it.
   */
  async evidence(incidentId: string, otherId: string, { scope }: CommandContext): Promise<string[]> {
    const found = new Set<string>();
    for (const [asked, sought] of [
      [incidentId, otherId],
      [otherId, incidentId],
    ] as const) {
      const { proposals, inventory } = await this.search(asked, scope);
      const proposal = proposals.find(({ incident }) => incident.incidentId === sought);
      for (const name of proposal?.evidence ?? []) found.add(name);
      if (inventory === 'unavailable') found.add(UNASKED);
    }
    return [...found];
  }

  private async search(incidentId: string, scope: CommandContext['scope']) {
    const subject = await this.database.transaction(scope, (tx) => subjectOf(tx, incidentId));
    const products = await this.inventory.productsNamed(subject.facilityId, subject.text);
    const proposals = await this.database.transaction(scope, (tx) => proposalsFor(tx, subject, products ?? []));
    return { proposals, inventory: products === null ? ('unavailable' as const) : ('asked' as const) };
  }
}

async function subjectOf(tx: EntityManager, incidentId: string): Promise<SubjectRow> {
  const subject = await maybeOne<SubjectRow>(tx, SUBJECT, [incidentId]);
  if (!subject) throw new Refusal('not-found');
  return subject;
}

async function proposalsFor(tx: EntityManager, subject: SubjectRow, products: Products): Promise<Proposal[]> {
  const { id, kind, recordedAt, supplier, supplierKey, what } = subject;
  const rare = await rows<{ word: string; stem: string }>(tx, RARE_WORDS, [wordsIn(subject.text), kind, recordedAt]);
  const words = new Map(rare.filter(({ stem }) => isWord(stem)).map(({ stem, word }) => [stem, word]));
  const stems = [...words.keys()];
  const asked = stems.map((stem) => `'${stem}'`).join(' | ');
  const names = products.map((product) => product.words.join(' '));
  const candidates = await rows<Candidate>(tx, CANDIDATES, [id, kind, recordedAt, supplierKey, names, asked]);
  const found = Map.groupBy(candidates, (candidate) => candidate.id);
  const best = [...found].toSorted(([, one], [, other]) => promiseOf(other) - promiseOf(one)).slice(0, READ);
  const dismissed = await rows<{ id: string }>(tx, DISMISSED_IDS, [id]);
  const read = [...best.map(([other]) => other), ...dismissed.map((row) => row.id)];
  const details = await rows<Detail>(tx, DETAILS, [id, read, stems, what]);
  return details
    .flatMap(
      (detail) => propose({ recordedAt, supplier, products, words }, found.get(detail.incidentId) ?? [], detail) ?? [],
    )
    .toSorted((one, other) => other.incident.score - one.incident.score);
}

const isWord = (stem: string): boolean => /^[\p{L}\p{N}-]+$/u.test(stem);

/** The words of a text that may tell something: with letters, of four signs or more. */
const wordsIn = (text: string): string[] =>
  [...new Set(text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}-]{3,59}/gu))]
    .filter((word) => /\p{L}/u.test(word))
    .slice(0, WORDS);
