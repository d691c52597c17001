import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallDraft } from '#libs/contracts';
import { asApiError } from '../../shared/api/ApiError.js';
import { call, type RouteInput } from '../../shared/api/call.js';
import type { Draft } from '../../shared/draft/useDraft.js';
import { newId } from '../../shared/ids/newId.js';
import { goingOn, isBegun, saidIn, type OnBehalfDraft } from './onBehalfDraft.js';

const KEEP_AFTER_MS = 1_000;
const AGAIN_AFTER_MS = 5_000;

export type AgencyCopy =
  | { step: 'none' }
  /** `current`: nothing was typed since. */
  | { step: 'kept'; at: string; current: boolean }
  /** Nobody answered: it is kept on the device, and sent again. */
  | { step: 'away' }
  | { step: 'refused'; error: unknown };

type State =
  { step: 'none' | 'away' } | { step: 'kept'; at: string; said: string } | { step: 'refused'; error: unknown };

interface Attempt {
  input: RouteInput<'keepCallDraft'>;
  key: string;
}

/**
 * Keeps what is typed at the agency, a second after each pause, one version after the other. What nobody answered is sent again as it was,
 * under its key, before anything newer: an answer that was lost must not look like another's version.
 *
 * @param zone of a form whose facility is not known yet
 */
export function useAgencyCopy(draft: Draft<OnBehalfDraft>, zone: string, enabled: boolean) {
  const { value, put } = draft;
  const { id, agencyVersion = 0, caller } = value;
  const { facilityId } = value.form;
  const said = saidIn(value);
  const begun = isBegun(value);
  const [state, setState] = useState<State>({ step: 'none' });
  const attempt = useRef<Attempt | null>(null);
  const isCurrent = state.step === 'kept' && state.said === said;

  const keep = useCallback(
    async ({ input, key }: Attempt) => {
      const told = (version: number) => put((old) => (old.id === id ? { ...old, agencyVersion: version } : old));
      try {
        const { version, keptAt } = await call('keepCallDraft', input, { key });
        attempt.current = null;
        told(version);
        setState({ step: 'kept', at: keptAt, said: input.answers });
      } catch (error) {
        const known = asApiError(error);
        // The session has ended: it is kept here, and sent once the person is back.
        if (known?.passing || known?.status === 401) return setState({ step: 'away' });
        attempt.current = null;
        // It lay here longer than the agency keeps a call: it is begun again.
        if (known?.code === 'not-found') {
          told(0);
          return setState({ step: 'none' });
        }
        setState({ step: 'refused', error });
      }
    },
    [id, put],
  );

  useEffect(() => {
    if (!enabled || !begun || isCurrent || state.step === 'refused') return undefined;
    const run = () => {
      // One that is on its way sets the state when it ends, which leads here again.
      if (attempt.current && state.step !== 'away') return;
      attempt.current ??= {
        input: { callDraftId: id, base: agencyVersion, facilityId: facilityId || null, caller, answers: said },
        key: newId(),
      };
      void keep(attempt.current);
    };
    const timer = setTimeout(run, state.step === 'away' ? AGAIN_AFTER_MS : KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [agencyVersion, begun, caller, enabled, facilityId, id, isCurrent, keep, said, state]);

  const goOn = (held: CallDraft) => {
    attempt.current = null;
    const next = goingOn(held, zone);
    put(next);
    setState({ step: 'kept', at: held.keptAt, said: saidIn(next) });
  };
  const overwrite = ({ version }: CallDraft) => {
    attempt.current = null;
    put((old) => ({ ...old, agencyVersion: version }));
    setState({ step: 'none' });
  };
  const copy: AgencyCopy = state.step === 'kept' ? { step: 'kept', at: state.at, current: isCurrent } : state;
  return {
    copy,
    /** Goes on with what the agency has. */
    goOn,
    /** Puts what is typed here in the place of what the agency has. */
    overwrite,
    /** Nothing typed is only here. */
    free: !begun || isCurrent,
  };
}
