export const PARIS = 'Europe/Paris';

interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(zone, format);
  return format;
}

/** What the clock on the wall shows in a zone. */
function wallOf(instant: Date, zone: string): Wall {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map((part) => [part.type, Number(part.value)]),
  );
  return {
    year: parts['year']!,
    month: parts['month']!,
    day: parts['day']!,
    hour: parts['hour']!,
    minute: parts['minute']!,
  };
}

const two = (value: number) => String(value).padStart(2, '0');

/** An instant as `datetime-local` writes it, in the given zone. */
export function toLocalInput(instant: Date, zone: string): string {
  const { year, month, day, hour, minute } = wallOf(instant, zone);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

const asUtc = (wall: Wall) => Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);

/**
 * The instant of a `datetime-local` value in a zone; null when it is not one. In the hour that a change of time repeats, the
 * first is taken; in the hour that it skips, the clock after the change.
 */
export function fromLocalInput(text: string, zone: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  if (!Number.isFinite(wanted)) return null;
  // Two steps settle it: the offset at the guess may differ from the offset at the answer.
  let guess = wanted;
  for (let step = 0; step < 2; step += 1) guess += wanted - asUtc(wallOf(new Date(guess), zone));
  return new Date(guess);
}

/** Whether two zones show the same time at an instant. */
export const sameWall = (instant: Date, zone: string, other: string) =>
  asUtc(wallOf(instant, zone)) === asUtc(wallOf(instant, other));
