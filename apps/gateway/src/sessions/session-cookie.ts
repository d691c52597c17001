import { fastifyCookie } from '@fastify/cookie';

const { parse, serialize } = fastifyCookie;

/** 32 bytes in base64url. */
const WELL_FORMED = /^[\w-]{43}$/;

/** Reads and writes the session's cookie. Where the site is https its name carries the browser's own guarantees. */
export class SessionCookie {
  private readonly secure: boolean;
  private readonly name: string;

  constructor(publicUrl: URL) {
    this.secure = publicUrl.protocol === 'https:';
    this.name = this.secure ? '__Host-vigie' : 'vigie';
  }

  /** @returns undefined when there is none, or none that we could have set */
  read(header: string | undefined): string | undefined {
    if (header === undefined) return undefined;
    const value = parse(header)[this.name];
    return value !== undefined && WELL_FORMED.test(value) ? value : undefined;
  }

  /** The header that gives the cookie. */
  give(sessionId: string, expires: Date): string {
    return serialize(this.name, sessionId, { ...this.attributes(), expires });
  }

  /** The header that takes it back. */
  takeBack(): string {
    return serialize(this.name, '', { ...this.attributes(), maxAge: 0 });
  }

  private attributes() {
    return { path: '/', httpOnly: true, sameSite: 'strict', secure: this.secure } as const;
  }
}
