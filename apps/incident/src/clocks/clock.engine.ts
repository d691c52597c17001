import type {
  ClockReason,
  ClockState,
  FacilityProfile,
  RegimeStage,
  RegimeVersion,
  YesNoUnknown,
} from '#libs/contracts';
import { type Due, type Instants, type Requested, dueOf, metAtOf, ringsOf } from './due.js';
import { type Answers, factsOf } from './facts.js';
import { type Verdict, verdictOf } from './verdict.js';

/** All that the clocks of one incident follow from. */
export interface Subject {
  profile: FacilityProfile;
  answers: Answers;
  awareAt: string;
  /** First submissions, by `<regime>/<stage>`. */
  submitted: Readonly<Record<string, string>>;
  /** What authorities asked for, by `<regime>/<stage>`. */
  requested: Readonly<Record<string, Requested>>;
  /** The territory's. */
  zone: string;
}

/** One clock as it has to be. */
export interface ClockFace {
  regime: string;
  regimeVersion: number;
  stage: string;
  applies: YesNoUnknown;
  state: ClockState;
  dueAt: string | null;
  metAt: string | null;
  reason: ClockReason;
  /** When to remind, in order; none when nothing is expected any more. */
  rings: string[];
}

const PARIS = 'Europe/Paris';

/** How a stage is written in a notice, and where its first submission is found. */
const stageKey = (regime: string, stage: string): string => `${regime}/${stage}`;

/**
 * The clocks of an incident: one for each stage of each regime that is valid for its instant of becoming aware. It depends on nothing else:
 * the same subject always has the same clocks, whatever time it is.
 */
export function clocksOf(subject: Subject, versions: readonly RegimeVersion[]): ClockFace[] {
  return validAt(subject.awareAt, versions).flatMap((regime) => facesOf(subject, regime));
}

/** Of each regime the latest version that is valid at the instant. */
export function validAt(instant: string, versions: readonly RegimeVersion[]): RegimeVersion[] {
  const valid = new Map<string, RegimeVersion>();
  for (const version of versions) {
    const { code, validFrom, validTo } = version;
    const isValid = validFrom <= instant && (validTo === null || instant < validTo);
    if (isValid && version.version > (valid.get(code)?.version ?? 0)) valid.set(code, version);
  }
  return [...valid.values()];
}

function facesOf(subject: Subject, { code, version, definition }: RegimeVersion): ClockFace[] {
  const { stages, applies, zone } = definition;
  const verdict = verdictOf(applies, factsOf(subject.profile, subject.answers));
  const ofStages = <T>(all: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(
      stages.flatMap((stage) => {
        const found = all[stageKey(code, stage.code)];
        return found === undefined ? [] : [[stage.code, found]];
      }),
    );
  const instants: Instants = {
    awareAt: subject.awareAt,
    endedAt: subject.answers.report.endedAt,
    submitted: ofStages(subject.submitted),
    requested: ofStages(subject.requested),
    zone: zone === 'paris' ? PARIS : subject.zone,
  };
  return stages.map((stage) => ({ regime: code, regimeVersion: version, ...faceOf(stage, verdict, instants) }));
}

function faceOf(stage: RegimeStage, { applies, facts }: Verdict, instants: Instants) {
  const due = dueOf(stage, instants);
  const metAt = metAtOf(stage, instants);
  const state = metAt === null ? stateOf(stage, applies, due, instants.submitted) : 'met';
  return {
    stage: stage.code,
    applies,
    state,
    dueAt: due.at,
    metAt,
    reason: { facts, due: due.reason },
    rings: state === 'open' ? ringsOf(due.at, stage, instants.zone) : [],
  };
}

/**
 * Of what is not met: what was submitted stays met, whatever is learnt later. What is not known to apply is open: better reminded of than
 * missed.
 */
function stateOf(
  { coveredBy }: RegimeStage,
  applies: YesNoUnknown,
  { pointless }: Due,
  submitted: Instants['submitted'],
): ClockState {
  if (applies === 'no') return 'not-applicable';
  return pointless === true || coveredBy.some((other) => submitted[other] !== undefined) ? 'superseded' : 'open';
}
