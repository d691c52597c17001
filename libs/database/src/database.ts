import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts';
import { faultPoint } from '#libs/platform';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { PoolClient, QueryResult } from 'pg';
import { failureOf } from './failure.js';
import { type IdempotentRequest, type Claim, claimStatement, readClaim, settleStatement } from './idempotency.js';
import { clientOf } from './query.js';
import { type SqlValue, executeStatement, prepareStatement } from './prepared.js';
import { type DatabaseScope, scopeRoleOf } from './scope.js';
import { literal, uuid } from './sql.js';
import { Pending, attachPending } from './pending.js';

const ATTEMPTS = 5;

interface Task<T> {
  scope: DatabaseScope;
  work: (tx: EntityManager, opened: unknown[]) => Promise<T>;
  request?: IdempotentRequest;
  opening?: string;
}

/** The one door to the service's tables. */
@Injectable()
export class Database {
  constructor(
    readonly dataSource: DataSource,
    readonly service: string,
  ) {}

  /**
   * Runs the work in one transaction in the given scope, and commits when it resolves.
   *
   * Taking the scope and committing cost one round trip each. Serialization failures and deadlocks run the work again, a
   * bounded number of times: it must have no effect outside of `tx` (see `afterCommit`).
   *
   * @throws Refusal('unavailable') when the database cannot be reached; whatever the work throws, after rolling back
   */
  transaction<T>(scope: DatabaseScope, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.attempt((runner) => this.once(runner, { scope, work }));
  }

  /**
   * The same, with a query of the caller's in the round trip that takes the scope: the work gets its rows.
   *
   * @param opening one complete statement that returns rows, its values quoted with `literal`
   */
  transactionOpening<Row, T>(
    scope: DatabaseScope,
    opening: string,
    work: (tx: EntityManager, opened: Row[]) => Promise<T>,
  ): Promise<T> {
    return this.attempt((runner) =>
      this.once(runner, { scope, opening, work: (tx, opened) => work(tx, opened as Row[]) }),
    );
  }

  /**
   * The same, at most once for the request's key: the key is claimed in the round trip that takes the scope, and the
   * answer kept in the one that commits. A repeated key gets the stored answer (as JSON has it) and the work is not run; while
   * the first is still running, the repeat waits for it.
   *
   * @throws Refusal('idempotency-key-reused') when the key came with another body
   */
  idempotentTransaction<T>(
    scope: DatabaseScope,
    request: IdempotentRequest,
    work: (tx: EntityManager) => Promise<T>,
  ): Promise<T> {
    return this.attempt((runner) => this.once(runner, { scope, work, request }));
  }

  /**
   * A transaction of one statement, in one round trip; each connection plans it once. For what is hot: with 32 in flight on two cores
   * a round trip costs a tenth of such a transaction, and planning a wide statement a third.
   *
   * @param name stands for this text and this kind of scope as long as the process lives
   * @param sql with `$1`, `$2`..., whose types PostgreSQL infers
   * @returns its rows
   * @throws as `transaction`
   */
  statement<Row extends object>(
    scope: DatabaseScope,
    name: string,
    sql: string,
    values: readonly SqlValue[],
  ): Promise<Row[]> {
    return this.attempt(async (runner) => {
      const client = await clientOf(runner.manager);
      const begin = this.beginning(scope).join('; ');
      try {
        await prepareStatement(client, begin, name, sql);
        const text = `${begin}; ${executeStatement(name, values)}; COMMIT`;
        faultPoint('before-commit');
        const results = (await client.query(text)) as unknown as QueryResult[];
        faultPoint('after-commit');
        return (results.at(-2)?.rows ?? []) as Row[];
      } catch (error) {
        await rollback(runner, client);
        throw error;
      }
    });
  }

  /** Whether the server answers. */
  async ping(): Promise<void> {
    await this.dataSource.query('SELECT 1');
  }

  private async attempt<T>(run: (runner: QueryRunner) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const runner = this.dataSource.createQueryRunner();
      let failed: unknown;
      try {
        return await run(runner);
      } catch (error) {
        failed = error;
      } finally {
        await runner.release();
      }
      const failure = failureOf(failed);
      if (failure === 'unreachable') throw new Refusal('unavailable');
      if (failure !== 'retry' || attempt === ATTEMPTS) throw failed;
      await sleep(Math.random() * 10 * 2 ** attempt);
    }
  }

  private async once<T>(runner: QueryRunner, { scope, work, request, opening }: Task<T>): Promise<T> {
    const client = await clientOf(runner.manager);
    const pending = attachPending(runner);
    try {
      const opened = await this.begin(runner, client, scope, opening ?? (request && claimStatement(request)));
      const claim = request && (await claimOf(runner.manager, request, opened));
      let value: T;
      if (request && claim?.state === 'settled') {
        value = claim.response as T;
      } else {
        value = await work(runner.manager, opened?.rows ?? []);
        if (request) pending.statements.push(settleStatement(request, value));
      }
      await this.commit(runner, client, pending);
      pending.announce();
      return value;
    } catch (error) {
      await rollback(runner, client);
      throw error;
    }
  }

  private async begin(
    runner: QueryRunner,
    client: PoolClient,
    scope: DatabaseScope,
    opening: string | undefined,
  ): Promise<QueryResult | undefined> {
    const statements = this.beginning(scope);
    if (opening) statements.push(opening);
    markInTransaction(runner);
    const results = (await client.query(statements.join('; '))) as unknown as QueryResult[];
    return opening ? results.at(-1) : undefined;
  }

  private beginning(scope: DatabaseScope): string[] {
    return ['BEGIN', `SET LOCAL ROLE ${scopeRoleOf(this.service, scope.kind)}`, settings(scope)];
  }

  private async commit(runner: QueryRunner, client: PoolClient, pending: Pending): Promise<void> {
    // Where nothing is said, claimed or audited there is nothing to lose: such commits are not counted.
    const matters = pending.statements.length > 0;
    if (matters) faultPoint('before-commit');
    const results = [await client.query([...pending.statements, 'COMMIT'].join('; '))].flat();
    if (matters) faultPoint('after-commit');
    markIdle(runner);
    // Where a statement failed and the work swallowed its error, the server answers COMMIT with ROLLBACK, and no error.
    if (results.at(-1)?.command !== 'COMMIT')
      throw new Error('The transaction was rolled back: one of its statements had failed');
  }
}

async function claimOf(tx: EntityManager, request: IdempotentRequest, claim?: QueryResult): Promise<Claim> {
  return claim?.rowCount === 1 ? { state: 'claimed' } : readClaim(tx, request);
}

/** Values are quoted as literals, because the simple query protocol that takes several statements has no parameters. */
function settings(scope: DatabaseScope): string {
  const actor = 'actorId' in scope && scope.actorId ? uuid(scope.actorId) : '';
  const facilities = scope.kind === 'facility' ? `{${scope.facilities.map(uuid).join(',')}}` : '';
  return `SELECT set_config('vigie.actor', ${literal(actor)}, true), set_config('vigie.facilities', ${literal(facilities)}, true)`;
}

async function rollback(runner: QueryRunner, client: PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
    markIdle(runner);
  } catch {
    // The connection is broken: the server has rolled back, and the pool drops it.
  }
}

interface TransactionState {
  isTransactionActive: boolean;
  transactionDepth: number;
}

/** TypeORM must know that a transaction is open, else `save` would begin its own; its own way to say so costs a round trip. */
function markInTransaction(runner: QueryRunner): void {
  Object.assign(runner as unknown as TransactionState, { isTransactionActive: true, transactionDepth: 1 });
}

function markIdle(runner: QueryRunner): void {
  Object.assign(runner as unknown as TransactionState, { isTransactionActive: false, transactionDepth: 0 });
}
