const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar year at that instant where the territory is: its new year comes hours after (or before) UTC's. */
export function yearIn(zone: string, instant: Date): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', calendar: 'gregory' });
    formats.set(zone, format);
  }
  return Number(format.format(instant));
}
