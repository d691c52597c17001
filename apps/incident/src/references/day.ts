/** The last minute of a day where the territory is: what is due on a day is not late before the day is over. */
export function lastMinuteOf(day: string, zone: string): string {
  const asUtc = Date.parse(`${day}T23:59:00.000Z`);
  // No zone changes its clocks in the last hours of a day so far that the second look would be wrong.
  const near = asUtc - offsetOf(zone, asUtc);
  return new Date(asUtc - offsetOf(zone, near)).toISOString();
}

/** Milliseconds that the clocks of a zone are ahead of UTC at that instant. */
function offsetOf(zone: string, instant: number): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? -ahead : ahead;
}
