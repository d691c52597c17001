import type { EntityManager, QueryRunner } from 'typeorm';

/** What a transaction still has to do when its work is done. */
export class Pending {
  /** Statements sent in the same round trip as COMMIT. */
  readonly statements: string[] = [];
  private readonly hooks: (() => void)[] = [];

  onCommit(hook: () => void): void {
    this.hooks.push(hook);
  }

  announce(): void {
    for (const hook of this.hooks) hook();
  }
}

const pendings = new WeakMap<QueryRunner, Pending>();

export function attachPending(runner: QueryRunner): Pending {
  const pending = new Pending();
  pendings.set(runner, pending);
  return pending;
}

function pendingOf(tx: EntityManager): Pending {
  const pending = tx.queryRunner && pendings.get(tx.queryRunner);
  if (!pending) throw new Error('Not in a transaction: pass the tx that Database.transaction gave');
  return pending;
}

/**
 * Calls the hook once the transaction has committed, never when it rolls back. It must not throw; what it starts is not
 * waited for. For nudging: what has to happen is a row.
 */
export function afterCommit(tx: EntityManager, hook: () => void): void {
  pendingOf(tx).onCommit(hook);
}

/**
 * Adds a statement to the round trip that commits: for rows that the transaction itself does not read again. When it fails,
 * nothing is committed.
 *
 * @param sql one complete statement, its values quoted with `literal`
 */
export function withCommit(tx: EntityManager, sql: string): void {
  pendingOf(tx).statements.push(sql);
}
