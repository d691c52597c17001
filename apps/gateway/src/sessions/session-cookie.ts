/** Reads and writes the session's cookie. Where the site is https its name carries the browser's own guarantees. */
export class SessionCookie {
  private readonly name: string;
  private readonly attributes: string;
  private readonly pattern: RegExp;

  constructor(publicUrl: URL) {
    const secure = publicUrl.protocol === 'https:';
    this.name = secure ? '__Host-vigie' : 'vigie';
    this.attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
    // 32 bytes in base64url: anything else was not set by us.
    this.pattern = new RegExp(`(?:^|;) *${this.name}=([\\w-]{43}) *(?:;|$)`);
  }

  /**
   * @param header Cookie, as the request has it
   * @returns undefined when there is none, or none that we could have set
   */
  read(header: string | undefined): string | undefined {
    return header === undefined ? undefined : this.pattern.exec(header)?.[1];
  }

  /** The header Set-Cookie that gives it. */
  give(sessionId: string, expires: Date): string {
    return `${this.name}=${sessionId}; ${this.attributes}; Expires=${expires.toUTCString()}`;
  }

  /** The header Set-Cookie that takes it back. */
  takeBack(): string {
    return `${this.name}=; ${this.attributes}; Max-Age=0`;
  }
}
