import type { PictureShape, PictureTone, ReportBlock } from '#libs/contracts';
import { type Instants, type Step, steps } from './times.js';

type Picture = Extract<ReportBlock, { type: 'picture' }>;

/** Units of all pictures: what a sheet of A4 is wide between its margins, in points. */
const WIDTH = 483;
const LABELS = 176;
const ROW = 15;
const HEAD = 26;

const tones: Readonly<Record<Exclude<Step, 'aware'>, PictureTone>> = {
  declared: 'first',
  taken: 'second',
  advised: 'third',
  done: 'fourth',
};

interface Words {
  alt: string;
  step: Readonly<Record<Step, string>>;
  duration: (ms: number) => string;
  disorder: string;
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Of the sites of one hospital the end of the name tells them apart: what is too long loses its middle. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.floor((most - 1) * 0.6);
  return `${text.slice(0, most - 1 - end).trimEnd()}…${text.slice(-end).trimStart()}`;
}

const text = (
  x: number,
  y: number,
  said: string,
  part: Partial<Extract<PictureShape, { shape: 'text' }>> = {},
): PictureShape => ({ shape: 'text', x, y, size: 8, align: 'start', tone: 'ink', text: said, ...part });
const line = (x1: number, y1: number, x2: number, y2: number, tone: PictureTone, dashed = false): PictureShape => ({
  ...{ shape: 'line', x1, y1, x2, y2, tone, dashed },
});
const round = (value: number): number => Math.round(value * 100) / 100;

/** Round lengths for a scale of time, the largest first to give at most six parts. */
const lengths = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 10_080, 43_200].map(
  (minutes) => minutes * 60_000,
);

/**
 * One row for each facility, all of which begin when theirs became aware: how long it was from each step to the next. A stage without an end
 * is an open, dashed line; what is in disorder is dots without bars and a mark.
 */
export function timesPicture(rows: readonly { label: string; instants: Instants }[], words: Words): Picture {
  const offset = (instants: Instants, step: Step): number | null => {
    const at = instants[step];
    return at === null || instants.aware === null ? null : Date.parse(at) - Date.parse(instants.aware);
  };
  const offsets = rows.map(({ instants }) => steps.map((step) => offset(instants, step)));
  const most = Math.max(60_000, ...offsets.flat().map((ms) => ms ?? 0));
  const room = WIDTH - LABELS - 40;
  const xOf = (ms: number): number => round(LABELS + (Math.max(0, ms) / most) * room);
  const bottom = HEAD + rows.length * ROW;
  return {
    type: 'picture',
    alt: words.alt,
    width: WIDTH,
    height: bottom + 22,
    shapes: [
      ...legend(words),
      ...scale(most, xOf, bottom, words),
      ...rows.flatMap(({ label }, index) => {
        const y = HEAD + index * ROW;
        return [text(0, y + 10, shortened(label, 40)), ...bars(offsets[index] ?? [], xOf, y, words)];
      }),
    ],
  };
}

function legend({ step }: Words): PictureShape[] {
  let x = LABELS;
  return steps.slice(1).flatMap((name) => {
    const at = x;
    x += 18 + step[name].length * 4.3;
    const tone = tones[name as Exclude<Step, 'aware'>];
    return [
      { shape: 'bar', x: at, y: 3, width: 10, height: 8, tone } as const,
      text(at + 13, 10, step[name], { size: 7.5, tone: 'soft' }),
    ];
  });
}

function scale(most: number, xOf: (ms: number) => number, bottom: number, { duration }: Words): PictureShape[] {
  const step = lengths.find((length) => most / length <= 6) ?? most;
  const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
  return ticks.flatMap((tick) => [
    line(xOf(tick), HEAD - 4, xOf(tick), bottom + 4, 'rule'),
    text(xOf(tick), bottom + 15, duration(tick), { size: 7.5, align: 'middle', tone: 'soft' }),
  ]);
}

function bars(
  offsets: readonly (number | null)[],
  xOf: (ms: number) => number,
  y: number,
  words: Words,
): PictureShape[] {
  const shapes: PictureShape[] = [];
  let isDisordered = false;
  let last = 0;
  for (const [index, step] of steps.entries()) {
    if (step === 'aware') continue;
    const [begin, end] = [offsets[index - 1], offsets[index]];
    if (end === null || end === undefined) continue;
    const tone = tones[step];
    if (end < 0 || (begin !== null && begin !== undefined && end < begin)) {
      isDisordered = true;
      shapes.push({ shape: 'dot', x: xOf(end), y: y + 6.5, r: 3, tone });
    } else if (begin !== null && begin !== undefined) {
      const [from, to] = [xOf(begin), xOf(end)];
      shapes.push({ shape: 'bar', x: from, y: y + 2, width: round(Math.max(1, to - from)), height: 9, tone });
    } else {
      shapes.push({ shape: 'dot', x: xOf(end), y: y + 6.5, r: 3, tone });
    }
    last = Math.max(last, end);
  }
  // What was never done goes on, as far as anybody knows.
  if (offsets.at(-1) === null) shapes.push(line(xOf(last) + 2, y + 6.5, xOf(last) + 22, y + 6.5, 'soft', true));
  if (isDisordered) shapes.push(text(xOf(last) + 6, y + 10, words.disorder, { size: 7.5, tone: 'warning' }));
  return shapes;
}

interface Lane {
  label: string;
  marks: readonly { place: number; count: number }[];
}

/** Lanes over time: a dot where something happened, the larger the more. @param ticks places from 0 to 1 with what the clock shows */
export function lanesPicture(
  lanes: readonly Lane[],
  { alt, ticks, now }: { alt: string; ticks: readonly { place: number; label: string }[]; now: number | null },
): Picture {
  const [left, height] = [96, 22];
  const xOf = (place: number): number => round(left + 10 + place * (WIDTH - left - 24));
  const bottom = lanes.length * height;
  return {
    type: 'picture',
    alt,
    width: WIDTH,
    height: bottom + 20,
    shapes: [
      ...ticks.flatMap(({ place, label }) => [
        line(xOf(place), 0, xOf(place), bottom + 4, 'rule'),
        text(xOf(place), bottom + 15, label, { size: 7.5, align: 'middle', tone: 'soft' }),
      ]),
      ...(now === null ? [] : [line(xOf(now), 0, xOf(now), bottom, 'warning', true)]),
      ...lanes.flatMap(({ label, marks }, index) => [
        line(left, (index + 1) * height, WIDTH, (index + 1) * height, 'rule'),
        text(0, index * height + 14, cut(label, 22)),
        ...marks.map(({ place, count }): PictureShape => {
          const r = round(Math.min(9, 2.5 + 1.3 * Math.log2(count + 1)));
          return { shape: 'dot', x: xOf(place), y: index * height + height / 2, r, tone: 'first' };
        }),
      ]),
    ],
  };
}
