import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '#libs/testing';
import { randomUUID } from 'node:crypto';

/** Milliseconds: before a request is sent again that got no answer, after which one counts as unanswered, and after which all is given up. */
const AGAIN = 250;
const NO_ANSWER = 20_000;
const GIVE_UP = 120_000;

/** What a caller was told, beside what it asked for. */
export interface Told {
  /** How often a request was refused for the moment, or got no answer. */
  turnedAway: number;
  /** Milliseconds of the slowest "not now" to what has two seconds. */
  slowestRefusal: number;
  /** Answers that no fault excuses. */
  surprises: string[];
}

/**
 * Sends the same request under the same key until it is acknowledged, as the console does: again after "not now" and after silence.
 *
 * @param patient whether the contract gives the command more than two seconds
 * @returns undefined after any other answer, which is noted
 */
export async function persist<Body>(
  what: string,
  told: Told,
  send: (key: string) => Promise<Answer<Body>>,
  patient = false,
): Promise<Body | undefined> {
  const key = randomUUID();
  const deadline = performance.now() + GIVE_UP;
  while (performance.now() < deadline) {
    const began = performance.now();
    const answer = await Promise.race([send(key).catch(() => null), sleep(NO_ANSWER, null, { ref: false })]);
    if (answer && answer.status >= 200 && answer.status < 300) return answer.body;
    told.turnedAway += 1;
    if (answer && answer.status !== 503 && answer.status !== 429) {
      told.surprises.push(`${what} was answered ${answer.status}: ${answer.text}`);
      return undefined;
    }
    if (answer?.status === 503 && !patient)
      told.slowestRefusal = Math.max(told.slowestRefusal, performance.now() - began);
    const wait = Number(answer?.headers.get('retry-after') ?? 0) * 1000;
    await sleep(Math.max(AGAIN, Math.min(wait, 2_000)));
  }
  told.surprises.push(`${what} was not acknowledged within ${GIVE_UP / 1000} s`);
  return undefined;
}
