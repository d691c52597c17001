import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DeclarationInput, Receipt } from '#libs/contracts';
import { asApiError, type ApiError } from '../../shared/api/ApiError.js';
import { call } from '../../shared/api/call.js';
import { refresh } from '../../shared/api/queries.js';
import { waitSeconds } from './waitSeconds.js';

export type Sending =
  | { step: 'idle' }
  | { step: 'sending' }
  /** Nobody answered: sent again after so many seconds. */
  | { step: 'waiting'; seconds: number; failures: number; error: ApiError }
  | { step: 'refused'; error: unknown };

interface Outcome {
  onReceipt: (receipt: Receipt, earlier: boolean) => void;
  onUnclear: () => void;
}

/** Sends a declaration until it is received or refused, always under the same key. */
export function useSending(key: string, { onReceipt, onUnclear }: Outcome) {
  const client = useQueryClient();
  const [sending, setSending] = useState<Sending>({ step: 'idle' });
  const current = useRef<DeclarationInput | null>(null);

  const attempt = useCallback(
    async (failures: number) => {
      const declaration = current.current;
      if (!declaration) return;
      setSending({ step: 'sending' });
      onUnclear();
      try {
        const { receipt, earlier } = await deliver(declaration, key);
        current.current = null;
        setSending({ step: 'idle' });
        onReceipt(receipt, earlier);
        void refresh(client, ['incidents']);
      } catch (error) {
        const known = asApiError(error);
        const again = known?.passing === true;
        if (!again) current.current = null;
        setSending(
          again
            ? {
                step: 'waiting',
                seconds: waitSeconds(failures + 1, known.retryAfterSeconds),
                failures: failures + 1,
                error: known,
              }
            : { step: 'refused', error },
        );
      }
    },
    [client, key, onReceipt, onUnclear],
  );

  useEffect(() => {
    if (sending.step !== 'waiting') return undefined;
    const again = () => void attempt(sending.failures);
    const timer = setTimeout(again, sending.seconds * 1000);
    // The network is back: no need to wait any longer.
    window.addEventListener('online', again);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', again);
    };
  }, [attempt, sending]);

  return {
    sending,
    send: (declaration: DeclarationInput) => {
      current.current = declaration;
      void attempt(0);
    },
    now: () => void attempt(0),
    stop: () => {
      current.current = null;
      setSending({ step: 'idle' });
    },
  };
}

/** A version sent before may have arrived although its answer was lost: then its receipt is fetched. */
async function deliver(declaration: DeclarationInput, key: string): Promise<{ receipt: Receipt; earlier: boolean }> {
  try {
    return { receipt: await call('declare', declaration, { key }), earlier: false };
  } catch (error) {
    const code = asApiError(error)?.code;
    if (code !== 'idempotency-key-reused' && code !== 'already-exists') throw error;
    const { id, reference, recordedAt } = await call('incident', { incidentId: declaration.id });
    return { receipt: { incidentId: id, reference, recordedAt }, earlier: true };
  }
}
