import type { AdvisoryTrace } from '#libs/contracts';
import type { Subject } from '../timeline/subject.sql.js';

/**
 * The instants of a facility's incident that are measured, in the order in which they are expected. Each is read from a record:
 * - aware: when the facility became aware, as its declaration says (corrections included);
 * - declared: when its declaration was recorded here, by whichever way it came;
 * - taken: the first entry of the journal by which an analyst took it;
 * - advised: when the first advisory about it was sent to the facility. Of a regional incident only advisories that name it count; where
 *   none does, and for a single incident, those that were sent to the facility while the incident lasted;
 * - done: when the facility said of that advisory that its measures are done, if it has not said otherwise since.
 */
export const steps = ['aware', 'declared', 'taken', 'advised', 'done'] as const;
export type Step = (typeof steps)[number];
export type Instants = Readonly<Record<Step, string | null>>;

/** A stage ends at its step, and begins at the one before. */
export interface Stage {
  step: Exclude<Step, 'aware'>;
  /** `missing`: one of its ends is not recorded. `disorder`: it ends before it begins, which is shown and not measured. */
  standing: 'measured' | 'missing' | 'disorder';
  /** Milliseconds; null unless measured. Never negative. */
  ms: number | null;
}

export function stagesOf(instants: Instants): Stage[] {
  return steps.slice(1).map((step, index) => {
    const begin = instants[steps[index] ?? 'aware'];
    const end = instants[step];
    const named = { step: step as Stage['step'] };
    if (begin === null || begin === undefined || end === null) return { ...named, standing: 'missing', ms: null };
    const ms = Date.parse(end) - Date.parse(begin);
    return ms < 0 ? { ...named, standing: 'disorder', ms: null } : { ...named, standing: 'measured', ms };
  });
}

export interface Summary {
  step: Stage['step'];
  measured: number;
  missing: number;
  disordered: number;
  /** Of those that were measured; null when none was. Of an even number the mean of the two in the middle. */
  medianMs: number | null;
  slowest: { id: string; ms: number } | null;
}

/** What the stages of all facilities amount to. What is missing or in disorder is counted as such, and never as zero. */
export function summariesOf(all: readonly { id: string; stages: readonly Stage[] }[]): Summary[] {
  return steps.slice(1).map((step) => {
    const stages = all.flatMap(({ id, stages: own }) =>
      own.filter((stage) => stage.step === step).map((stage) => ({ id, ...stage })),
    );
    const measured = stages.flatMap(({ id, ms }) => (ms === null ? [] : [{ id, ms }])).toSorted((a, b) => a.ms - b.ms);
    const count = (standing: Stage['standing']) => stages.filter((stage) => stage.standing === standing).length;
    return {
      step: step as Stage['step'],
      measured: measured.length,
      missing: count('missing'),
      disordered: count('disorder'),
      medianMs: medianOf(measured.map(({ ms }) => ms)),
      slowest: measured.at(-1) ?? null,
    };
  });
}

function medianOf(ordered: readonly number[]): number | null {
  const [low, high] = [ordered[Math.ceil(ordered.length / 2) - 1], ordered[Math.floor(ordered.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The instants of one incident. @param regionalId the regional incident that the report is about, if it is about one */
export function instantsOf(
  { awareAt, recordedAt, facilityId, standing }: Pick<Subject, 'awareAt' | 'recordedAt' | 'facilityId' | 'standing'>,
  traces: readonly AdvisoryTrace[],
  regionalId: string | null,
): Instants {
  const own = traces.filter(({ recipients }) => recipients.some((recipient) => recipient.facilityId === facilityId));
  const naming = regionalId === null ? [] : traces.filter((trace) => trace.regionalId === regionalId);
  const counting = naming.length > 0 ? own.filter((trace) => trace.regionalId === regionalId) : own;
  const [first] = counting.toSorted((a, b) => (a.sentAt < b.sentAt ? -1 : 1));
  const answers = first?.recipients.find((recipient) => recipient.facilityId === facilityId)?.answers ?? [];
  return {
    aware: awareAt,
    declared: recordedAt,
    taken: standing.since.taken ?? null,
    advised: first?.sentAt ?? null,
    done: doneAt(answers),
  };
}

/** The first `done` of the last row of them. */
function doneAt(answers: readonly { state: string; at: string }[]): string | null {
  const last = answers.findLastIndex(({ state }) => state !== 'done');
  return answers[last + 1]?.at ?? null;
}
