import { useCallback, useEffect, useState } from 'react';
import { asApiError } from '../../shared/api/ApiError.js';
import { call } from '../../shared/api/call.js';
import type { Draft } from '../../shared/draft/useDraft.js';
import { useSession } from '../../shared/session/session.js';
import { isWaiting, type KeptRelay } from './relaying.js';

/** The wait grows to half a minute. */
const waitMs = (failures: number) => 1000 * Math.min(30, 2 ** failures);

/** Hands over what was scanned, one after the other, until the agency has it or refuses it: also what an earlier visit has left. */
export function useSendRelays(kept: Draft<KeptRelay[]>, onReceived: (relay: KeptRelay) => void) {
  const { lost } = useSession();
  const [busy, setBusy] = useState(false);
  const [pause, setPause] = useState({ failures: 0, until: 0 });
  const put = kept.put;
  const next = kept.ready && !lost && !busy ? kept.value.find(isWaiting) : undefined;

  const attempt = useCallback(
    async (relay: KeptRelay) => {
      setBusy(true);
      const settle = (done: KeptRelay) => put((old) => old.map((one) => (one.group === done.group ? done : one)));
      try {
        const done = { ...relay, receipt: await call('relay', { parts: relay.parts }, { key: relay.key }) };
        settle(done);
        setPause({ failures: 0, until: 0 });
        onReceived(done);
      } catch (error) {
        const known = asApiError(error);
        if (known && known.status !== 401 && !known.passing) {
          settle({ ...relay, refusal: { status: known.status, body: known.body } });
        } else {
          // To the end: one that fails for a reason of its own does not hold up the others.
          put((old) => [...old.filter(({ group }) => group !== relay.group), relay]);
          setPause(({ failures }) => ({ failures: failures + 1, until: Date.now() + waitMs(failures + 1) }));
        }
      }
      setBusy(false);
    },
    [onReceived, put],
  );

  useEffect(() => {
    if (!next) return undefined;
    const again = () => void attempt(next);
    const seen = () => document.visibilityState === 'visible' && again();
    const timer = setTimeout(again, pause.until - Date.now());
    window.addEventListener('online', again);
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', again);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [attempt, next, pause]);

  return { unanswered: pause.failures > 0, now: () => setPause(({ failures }) => ({ failures, until: 0 })) };
}
