import { setTimeout as sleep } from 'node:timers/promises';
import type { RefusalBody } from '#libs/contracts';
import { aDeclaration } from '../e2e/story/declare.js';
import type { Person } from './crew.js';

/** How a declaration was turned away. */
export interface Refused {
  status: number;
  code: string;
  retryAfter: number;
  milliseconds: number;
}

/** Declares once, and never again. */
export async function declareOnce({ client, facilityId }: Person): Promise<Refused> {
  const began = performance.now();
  const { status, headers, body } = await client.post<RefusalBody>('/api/declarations', aDeclaration(facilityId));
  return {
    status,
    code: body?.code ?? '',
    retryAfter: Number(headers.get('retry-after')),
    milliseconds: performance.now() - began,
  };
}

/** Until a declaration is taken again. @throws when none is within the time */
export async function untilDeclared(person: Person, seconds = 30): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while ((await declareOnce(person)).status > 299) {
    if (performance.now() > deadline) throw new Error(`no declaration was taken within ${seconds} s`);
    await sleep(500);
  }
}
