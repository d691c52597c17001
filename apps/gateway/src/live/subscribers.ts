import type { Subscriber } from './subscriber.js';

/** Who listens to this process, by feed, session and person. */
export class Subscribers {
  private readonly byRecipient = new Map<string, Set<Subscriber>>();
  private readonly bySession = new Map<string, Set<Subscriber>>();
  private readonly byPerson = new Map<string, Set<Subscriber>>();

  add(subscriber: Subscriber): void {
    for (const recipient of subscriber.recipients) put(this.byRecipient, recipient, subscriber);
    put(this.bySession, subscriber.session.key, subscriber);
    put(this.byPerson, subscriber.session.identity.personId, subscriber);
  }

  remove(subscriber: Subscriber): void {
    for (const recipient of subscriber.recipients) take(this.byRecipient, recipient, subscriber);
    take(this.bySession, subscriber.session.key, subscriber);
    take(this.byPerson, subscriber.session.identity.personId, subscriber);
  }

  ofRecipient(recipient: string): Iterable<Subscriber> {
    return this.byRecipient.get(recipient) ?? [];
  }

  ofSession(key: string): Subscriber[] {
    return [...(this.bySession.get(key) ?? [])];
  }

  ofPerson(personId: string): Subscriber[] {
    return [...(this.byPerson.get(personId) ?? [])];
  }

  /** One for each session. */
  onePerSession(): Subscriber[] {
    return [...this.bySession.values()].flatMap(([first]) => (first ? [first] : []));
  }

  get recipients(): string[] {
    return [...this.byRecipient.keys()];
  }
}

function put(index: Map<string, Set<Subscriber>>, key: string, subscriber: Subscriber): void {
  const set = index.get(key);
  if (set) set.add(subscriber);
  else index.set(key, new Set([subscriber]));
}

function take(index: Map<string, Set<Subscriber>>, key: string, subscriber: Subscriber): void {
  const set = index.get(key);
  set?.delete(subscriber);
  if (set?.size === 0) index.delete(key);
}
