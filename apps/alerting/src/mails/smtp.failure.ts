/** What an SMTP error means for one mail. `code` is what the row keeps: never the server's text, which may hold the address. */
export interface SmtpFailure {
  permanent: boolean;
  code: string;
}

/**
 * The commands whose refusal is about this mail. A 5xx to anything else (greeting, sign-in, sender) is a fault of the set-up: every
 * mail would get it, so it is tried again until somebody has mended it.
 */
const ABOUT_THIS_MAIL = new Set(['RCPT TO', 'DATA']);

/** @param error what the SMTP client threw */
export function smtpFailureOf(error: unknown): SmtpFailure {
  const { responseCode, command, code } = error as { responseCode?: number; command?: string; code?: string };
  // No answer of a server: the address itself cannot be used.
  if (code === 'EENVELOPE' && responseCode === undefined) return { permanent: true, code: 'address-unusable' };
  if (responseCode === undefined) return { permanent: false, code: (code ?? 'unknown').toLowerCase() };
  const permanent = responseCode >= 500 && responseCode < 600 && ABOUT_THIS_MAIL.has(command ?? '');
  return { permanent, code: `smtp-${responseCode}` };
}
