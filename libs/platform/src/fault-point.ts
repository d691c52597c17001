/** The moments at which a process may be told to die, for `tests/faults`. */
export const faultPoints = [
  'before-commit',
  'after-commit',
  'before-publish',
  'after-publish',
  'before-effect',
  'before-close',
  'after-close',
  'before-mail',
  'after-mail',
  'before-webhook',
  'after-webhook',
] as const;
export type FaultPoint = (typeof faultPoints)[number];

const [armed, count] = (process.env['VIGIE_FAULT_POINT'] ?? '').split('@');
let remaining = Number(count ?? 1);

/**
 * Dies by SIGKILL here, like a power cut, when VIGIE_FAULT_POINT is `<point>` or `<point>@<n>` and this is its n-th passing;
 * otherwise does nothing.
 */
export function faultPoint(point: FaultPoint): void {
  if (point !== armed) return;
  remaining -= 1;
  if (remaining === 0) process.kill(process.pid, 'SIGKILL');
}
