import { setTimeout as sleep } from 'node:timers/promises';
import type { RefusalBody, ServiceName } from '#libs/contracts';
import type { Answer } from '#libs/testing';
import { aDeclaration } from '../e2e/story/declare.js';
import type { Crew, Person } from './crew.js';

/** How a request was answered. */
interface Outcome {
  status: number;
  code: string;
  retryAfter: number;
  milliseconds: number;
}

type Ask = (crew: Crew) => Promise<Answer<RefusalBody>>;

/** Of the last in the row, whom the load has let declare least. */
const last = (people: readonly Person[]): Person => {
  const [person] = people.slice(-1);
  if (!person) throw new Error('nobody is at work');
  return person;
};

/** What only this service can answer, each time asked anew. */
export const onlyBy: Record<Exclude<ServiceName, 'gateway'>, Ask> = {
  directory: ({ declarants }) => last(declarants).client.get('/api/facilities'),
  incident: ({ declarants }) => {
    const { client, facilityId } = last(declarants);
    return client.post('/api/declarations', aDeclaration(facilityId));
  },
  'asset-inventory': ({ officers }) => {
    const { client, facilityId } = last(officers);
    return client.get('/api/assets', { facilityId });
  },
  alerting: ({ declarants }) => last(declarants).client.get('/api/inbox'),
};

/** Asks once, and never again. */
export async function askOnce(ask: Ask, crew: Crew): Promise<Outcome> {
  const began = performance.now();
  const { status, headers, body } = await ask(crew);
  return {
    status,
    code: body?.code ?? '',
    retryAfter: Number(headers.get('retry-after')),
    milliseconds: performance.now() - began,
  };
}

/** Until it is answered again. @throws when it is not within the time */
export async function untilAnswered(ask: Ask, crew: Crew, seconds = 30): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const { status } = await askOnce(ask, crew);
    if (status < 300) return;
    if (performance.now() > deadline) throw new Error(`still answered ${status} after ${seconds} s`);
    await sleep(500);
  }
}
