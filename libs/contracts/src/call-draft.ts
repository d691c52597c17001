import { z } from 'zod';
import { command, query } from './command.js';
import { BaseVersion, Id, InstantOut, isStorable, personal, prose } from './common.js';

/** Days after its last change that a call which nobody ended stays at the agency. */
export const CALL_DRAFT_DAYS = 7;

const storable = (max: number) => z.string().max(max).refine(isStorable, { error: 'control-character' });

/** A call that is not ended: who types, since when, for whom. */
export const CallDraftSummary = z.object({
  /** The id that the declaration will have. */
  callDraftId: Id,
  version: z.number().int().positive(),
  facilityId: Id.nullable(),
  caller: personal(z.string()),
  heldBy: Id,
  startedAt: InstantOut,
  keptAt: InstantOut,
});
export type CallDraftSummary = z.infer<typeof CallDraftSummary>;

export const CallDraft = CallDraftSummary.extend({ answers: personal(z.string()) });
export type CallDraft = z.infer<typeof CallDraft>;

const named = z.strictObject({ callDraftId: Id });

export const callDraftCommands = {
  /** `base` is the version that was typed on; 0 begins the call. */
  'incident.call-draft.keep': command(
    'incident.record',
    z.strictObject({
      callDraftId: Id,
      base: BaseVersion,
      facilityId: Id.nullable(),
      caller: personal(storable(120)),
      /** What is typed, as JSON of the form: half of an answer is kept too. */
      answers: personal(storable(200_000)),
    }),
    z.object({ callDraftId: Id, version: z.number().int().positive(), keptAt: InstantOut }),
  ),
  /** Last kept first. */
  'incident.call-draft.list': query(
    'incident.record',
    z.strictObject({}),
    z.object({ items: z.array(CallDraftSummary) }),
  ),
  'incident.call-draft.get': query('incident.record', named, CallDraft),
  /** From now on the person who asks types; the former holder's next keep is refused. */
  'incident.call-draft.take-over': command(
    'incident.record',
    named,
    z.object({ callDraftId: Id, version: z.number().int().positive() }),
  ),
  'incident.call-draft.discard': command(
    'incident.record',
    z.strictObject({ callDraftId: Id, reason: prose(2_000) }),
    z.object({ callDraftId: Id }),
  ),
} as const;
