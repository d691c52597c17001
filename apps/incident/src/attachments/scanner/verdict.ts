import type { Verdict } from '#libs/contracts';

/** What clamd's answer means. `again`: it says nothing of the file. */
export interface Judged {
  verdict: Exclude<Verdict, 'unscanned'> | 'again';
  finding: string | null;
}

/**
 * Only `OK` is clean. What clamd has not looked at whole it names `Heuristics.Limits.Exceeded...` (with AlertExceedsMax), what it cannot
 * look into `Heuristics.Encrypted...` (AlertEncrypted): neither is an infection, and neither is clean.
 */
export function judge(answer: string): Judged {
  if (answer === 'stream: OK') return { verdict: 'clean', finding: null };
  const finding = /^stream: (.{1,500}) FOUND$/.exec(answer)?.[1];
  if (finding !== undefined) return { verdict: kindOf(finding), finding };
  if (/size limit exceeded/i.test(answer)) return { verdict: 'too-large', finding: null };
  return { verdict: 'again', finding: null };
}

function kindOf(finding: string): 'infected' | 'too-large' | 'encrypted' | 'unreadable' {
  if (/^Heuristics\.Limits\.Exceeded/.test(finding)) return 'too-large';
  if (/^Heuristics\.Encrypted/.test(finding)) return 'encrypted';
  if (/^Heuristics\.Broken/.test(finding)) return 'unreadable';
  return 'infected';
}

/** When clamd's signatures were made, by its version; null where it does not tell. */
export function signaturesIn(version: string): Date | null {
  const text = version.split('/')[2];
  const at = text === undefined ? NaN : Date.parse(`${text} UTC`);
  return Number.isNaN(at) ? null : new Date(at);
}

/** `ClamAV 1.4.3` */
export const engineIn = (version: string): string => (version.split('/')[0] ?? '').slice(0, 60);
