import type { Severity } from '#libs/contracts';

/** One shape for each severity, drawn around the origin: told apart without colour, from afar and in print. */
export function SeverityShape({ level, scale = 1 }: { level: Severity | 'none'; scale?: number }) {
  const transform = scale === 1 ? undefined : `scale(${scale})`;
  if (level === 'none') {
    return (
      <circle r="7" fill="none" stroke="currentColor" strokeWidth="2.6" strokeDasharray="3.2 3" transform={transform} />
    );
  }
  if (level === 'low') return <circle r="7" fill="currentColor" transform={transform} />;
  const path = {
    medium: 'M0 -8.5 9 7.5H-9Z',
    high: 'M0 -9.5 9.5 0 0 9.5 -9.5 0Z',
    critical: 'M-4 -9.5H4L9.5 -4V4L4 9.5H-4L-9.5 4V-4Z',
  }[level];
  return <path d={path} fill="currentColor" transform={transform} />;
}
