/** What the environment says about mails. */
export interface MailSettings {
  smtpUrl: string;
  /** `Vigie <vigie@agence.example>` */
  from: string;
  /** What a browser opens. */
  publicUrl: string;
  /** The agency's telephone number, for who cannot open a browser. */
  agencyPhone: string | undefined;
}

export const MAIL_SETTINGS = Symbol('mail settings');
