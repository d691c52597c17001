import type { ownRoutes } from '#libs/contracts';

/** Answers that are on their way while the console itself still is. */
export interface Early {
  configuration: Promise<Response>;
  session: Promise<Response>;
}

/** By their names: the contract itself is a part of what is still to come. */
const CONFIGURATION = '/api/configuration' satisfies (typeof ownRoutes)['configuration']['path'];
const SESSION = '/api/session' satisfies (typeof ownRoutes)['session']['path'];

/** What the start asks for first, asked at once: on a slow network it comes with the scripts, and not after them. */
export const askEarly = (): Early => ({ configuration: ask(CONFIGURATION, 8_000), session: ask(SESSION, 30_000) });

function ask(url: string, timeoutMs: number): Promise<Response> {
  const answer = fetch(url, { headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(timeoutMs) });
  // Whoever waits for it is told; nobody may be waiting yet.
  answer.catch(() => undefined);
  return answer;
}
