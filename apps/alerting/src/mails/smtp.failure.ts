/** What an SMTP error means for one mail. `code` is what the row keeps: never the server's text, which may hold the address. */
export interface SmtpFailure {
  permanent: boolean;
  code: string;
}

/** The code of an error that says nothing about mail. */
export const UNKNOWN = 'unknown';

/** What the SMTP client adds to its errors. */
interface SmtpError {
  /** The server's answer, and the number in front of it. */
  response: string;
  responseCode: number;
  command: string;
  code: string;
}

/**
 * The commands whose refusal is about this mail. A 5xx to anything else (greeting, sign-in, sender) is a fault of the set-up: every
 * mail would get it, so it is tried again until somebody has mended it.
 */
const ABOUT_THIS_MAIL = new Set(['RCPT TO', 'DATA']);

/** Enhanced status 5.7 (RFC 3463): "relay access denied" and the like come to every recipient, and are the set-up's fault too. */
const POLICY = /^\d{3}[ -]5\.7\./;

/** @param error what the SMTP client threw */
export function smtpFailureOf(error: unknown): SmtpFailure {
  const { responseCode, response = '', command = '', code } = error as Partial<SmtpError>;
  // No answer of a server: the address itself cannot be used.
  if (code === 'EENVELOPE' && responseCode === undefined) return { permanent: true, code: 'address-unusable' };
  if (responseCode === undefined) return { permanent: false, code: code?.toLowerCase() ?? UNKNOWN };
  const refused = responseCode >= 500 && responseCode < 600;
  const permanent = refused && ABOUT_THIS_MAIL.has(command) && !POLICY.test(response);
  return { permanent, code: `smtp-${responseCode}` };
}
