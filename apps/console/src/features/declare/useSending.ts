import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { DeclarationInput } from '#libs/contracts';
import { asApiError } from '../../shared/api/ApiError.js';
import { refresh } from '../../shared/api/queries.js';
import type { Draft } from '../../shared/draft/useDraft.js';
import { useSession } from '../../shared/session/session.js';
import { deliver } from './deliver.js';
import type { Declared, DeclareDraft } from './draft.js';
import { waitSeconds } from './waitSeconds.js';

export type Sending =
  | { step: 'idle' }
  | { step: 'sending' }
  /** Nobody answered: sent again at that instant. */
  | { step: 'waiting'; again: number; failures: number }
  | { step: 'refused'; error: unknown };

/** Sends what the draft holds as outgoing, until it is received or refused: also what an earlier visit has left. */
export function useSending(draft: Draft<DeclareDraft>, onReceived: (declared: Declared) => void) {
  const client = useQueryClient();
  const { lost } = useSession();
  const { key, outgoing } = draft.value;
  const [sending, setSending] = useState<Sending>({ step: 'idle' });
  const put = draft.put;

  const attempt = useCallback(
    async (declaration: DeclarationInput, failures: number) => {
      setSending({ step: 'sending' });
      try {
        const declared = await deliver(declaration, key);
        setSending({ step: 'idle' });
        onReceived(declared);
        void refresh(client, ['incidents']);
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
    [client, key, onReceived, put],
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
    send: (declaration: DeclarationInput) => put((old) => ({ ...old, outgoing: declaration, unconfirmed: true })),
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
