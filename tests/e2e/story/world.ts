import { randomUUID } from 'node:crypto';
import type { Identity } from '#libs/contracts';
import { Client, LiveFeed } from '#libs/testing';
import type { ParsedMail } from 'mailparser';

/** One demo account, as the seed wrote it. */
export interface Account {
  email: string;
  password: string;
  roles: string[];
  facility?: string;
}

/** A running platform, reached over HTTP, sockets and the mails that came. */
export interface World {
  baseUrl: string;
  accounts: readonly Account[];
  /** Every mail received so far. */
  mails: () => Promise<ParsedMail[]>;
  /** Puts a mail into the declarations mailbox; refused on a platform without one. */
  mailTo: (mail: string) => Promise<void>;
  /** A CSAF 2.0 document's bytes. */
  csaf: Uint8Array;
  /** Told what happened, as it happens. */
  tell: (step: number, what: string, result: string) => void;
}

/** A person at work: a session and a socket. */
export interface Worker {
  client: Client;
  live: LiveFeed;
  identity: Identity;
}

/** Time-ordered id, as the console makes it. */
export function newRecordId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = randomUUID().replaceAll('-', '');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(4, 7)}-${random.slice(8, 20)}`;
}

/** Signs in and opens the socket. */
export async function work(world: World, account: Account): Promise<Worker> {
  const client = await new Client(world.baseUrl).signIn(account.email, account.password);
  const live = await new LiveFeed(client).connect();
  if (client.session === null) throw new Error('signed in without a session');
  return { client, live, identity: client.session.identity };
}

/** The accounts that hold a role. */
export function withRole(world: World, role: string): Account[] {
  const found = world.accounts.filter((account) => account.roles.includes(role));
  if (found.length === 0) throw new Error(`no demo account has the role ${role}`);
  return found;
}

/** The facility that a person works for. */
export function ownFacility(worker: Worker): string {
  const facility = worker.identity.facilities[0];
  if (facility === undefined) throw new Error(`${worker.identity.email} belongs to no facility`);
  return facility.id;
}

/** What a caller of the story asserts; kept apart from any test runner so that the demo can play it too. */
export function must(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`expected: ${what}`);
}

/** Polls until something is there. @throws when it does not come in time. */
export async function until<T>(look: () => Promise<T | undefined>, what: string, timeoutMs = 60_000): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`did not come within ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
