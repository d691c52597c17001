/** What the environment says about mails. */
export interface MailSettings {
  smtpUrl: string;
  /** `Vigie <vigie@agence.example>` */
  from: string;
  /** What a browser opens. */
  publicUrl: string;
}

export const MAIL_SETTINGS = Symbol('mail settings');
