import { useMutation } from '@tanstack/react-query';
import type { CallDraft } from '#libs/contracts';
import type { ApiError } from '../../shared/api/ApiError.js';
import { call } from '../../shared/api/call.js';
import { useWrite } from '../../shared/api/queries.js';
import { useIdentity } from '../../shared/session/session.js';

/** What the agency has of a call, in the hands of who asks: another's call is taken over first. */
export function useHolding() {
  const { personId } = useIdentity();
  const takeOver = useWrite('takeOverCallDraft', ['callDrafts']);
  return useMutation<CallDraft, ApiError, string>({
    mutationFn: async (callDraftId) => {
      const held = await call('callDraft', { callDraftId });
      if (held.heldBy === personId) return held;
      await takeOver.mutateAsync({ callDraftId });
      return call('callDraft', { callDraftId });
    },
  });
}
