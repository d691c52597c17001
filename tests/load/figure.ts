/** One measured figure, as `npm run bench` prints it: one JSON line. */
export interface Figure {
  figure: string;
  value: number;
  unit: string;
  /** What the machine itself reaches, measured in the same run; null where the goal is absolute. */
  limit: number | null;
  ratio: number | null;
  goal: string;
  ok: boolean;
  runs: number;
  spread: [number, number];
}

/** One run: what we reached, and the limit of the same minute. */
export interface Sample {
  value: number;
  limit: number | null;
}

export type Goal =
  { atLeast: number; of: 'ratio' | 'value' } | { atMost: number; of: 'ratio' | 'value' } | { reported: true };

/** The middle of an odd number of values, the mean of the two middle ones of an even number. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(half)] ?? NaN)
    : ((sorted[half - 1] ?? NaN) + (sorted[half] ?? NaN)) / 2;
}

/** The value below which `share` (0..1) of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** Medians of the runs against the goal; ratios are taken run by run, because the machine's speed drifts. */
export function figureOf(name: string, unit: string, samples: readonly Sample[], goal: Goal): Figure {
  const values = samples.map((sample) => sample.value);
  const limits = samples.flatMap((sample) => (sample.limit === null ? [] : [sample.limit]));
  const ratios = samples.flatMap((sample) => (sample.limit === null ? [] : [sample.value / sample.limit]));
  const value = median(values);
  const ratio = ratios.length === 0 ? null : median(ratios);
  return {
    figure: name,
    value: round(value),
    unit,
    limit: limits.length === 0 ? null : round(median(limits)),
    ratio: ratio === null ? null : round(ratio),
    goal: goalText(goal, unit),
    ok: reached(goal, value, ratio),
    runs: samples.length,
    spread: [round(Math.min(...values)), round(Math.max(...values))],
  };
}

function goalText(goal: Goal, unit: string): string {
  if ('reported' in goal) return 'reported';
  const [sign, bound] = 'atLeast' in goal ? ['>=', goal.atLeast] : ['<=', goal.atMost];
  return `${sign}${bound} ${goal.of === 'ratio' ? 'ratio' : unit}`;
}

function reached(goal: Goal, value: number, ratio: number | null): boolean {
  if ('reported' in goal) return true;
  const measured = goal.of === 'ratio' ? (ratio ?? NaN) : value;
  return 'atLeast' in goal ? measured >= goal.atLeast : measured <= goal.atMost;
}

const round = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
