import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { CommandRouteName } from '#libs/contracts';
import { asApiError } from '../../shared/api/ApiError.js';
import { refresh } from '../../shared/api/queries.js';
import type { Draft } from '../../shared/draft/useDraft.js';
import { useSession } from '../../shared/session/session.js';
import { waitSeconds } from './waitSeconds.js';

export type Sending =
  | { step: 'idle' }
  | { step: 'sending' }
  /** Nobody answered: sent again at that instant. */
  | { step: 'waiting'; again: number; failures: number }
  | { step: 'refused'; error: unknown };

/** Something on its way, under one idempotency key from the first keystroke to its receipt. */
export interface Outbound<Out> {
  key: string;
  /** What is on its way: it leaves again, as it is, until it is received or refused. */
  outgoing: Out | null;
  /** It was sent, and nobody has said yet that it arrived. */
  unconfirmed: boolean;
}

interface SendingOptions<Out, Received> {
  /** Sends it once. */
  deliver: (outgoing: Out, key: string) => Promise<Received>;
  onReceived: (received: Received) => void;
  /** What is out of date once it is received. */
  touches: readonly CommandRouteName[];
}

/**
 * Sends what the draft holds as outgoing, until it is received or refused: also what an earlier visit has left.
 *
 * @param options its functions and list are to stay the same from one rendering to the next
 */
export function useSending<Out, Value extends Outbound<Out>, Received>(
  draft: Draft<Value>,
  { deliver, onReceived, touches }: SendingOptions<Out, Received>,
) {
  const client = useQueryClient();
  const { lost } = useSession();
  const { key, outgoing } = draft.value;
  const [sending, setSending] = useState<Sending>({ step: 'idle' });
  const put = draft.put;

  const attempt = useCallback(
    async (leaving: Out, failures: number) => {
      setSending({ step: 'sending' });
      try {
        const received = await deliver(leaving, key);
        setSending({ step: 'idle' });
        onReceived(received);
        void refresh(client, touches);
      } catch (error) {
        const known = asApiError(error);
        // The session has ended: the same leaves again once the person is back.
        if (known?.status === 401) setSending({ step: 'idle' });
        else if (known?.passing) setSending(waiting(failures + 1, known.retryAfterSeconds));
        else {
          put((old) => ({ ...old, outgoing: null }));
          setSending({ step: 'refused', error });
        }
      }
    },
    [client, deliver, key, onReceived, put, touches],
  );

  useEffect(() => {
    if (!draft.ready || !outgoing || lost || sending.step === 'sending') return undefined;
    const { failures, again: at } = sending.step === 'waiting' ? sending : { failures: 0, again: 0 };
    const again = () => void attempt(outgoing, failures);
    // The network is back, or the person is: no need to wait any longer.
    const seen = () => document.visibilityState === 'visible' && again();
    const timer = setTimeout(again, at - Date.now());
    window.addEventListener('online', again);
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', again);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [attempt, draft.ready, lost, outgoing, sending]);

  return {
    sending,
    send: (leaving: Out) => put((old) => ({ ...old, outgoing: leaving, unconfirmed: true })),
    now: () => {
      if (outgoing) void attempt(outgoing, 0);
    },
    stop: () => {
      put((old) => ({ ...old, outgoing: null }));
      setSending({ step: 'idle' });
    },
  };
}

const waiting = (failures: number, asked: number | null): Sending => ({
  step: 'waiting',
  again: Date.now() + waitSeconds(failures, asked) * 1000,
  failures,
});
