import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '#libs/contracts';

/** An answer of the gateway: nothing thrown, so that a test can look at refusals too. */
export interface Answer<Body = unknown> {
  status: number;
  headers: Headers;
  body: Body;
  /** The bytes as text: what a tenancy test compares. */
  text: string;
}

export interface SendOptions {
  /** Idempotency key; a new one for each call unless given. `null` sends none. */
  key?: string | null;
  headers?: Record<string, string>;
  /** How often it is sent while the answer is "not now" (503); 5 unless given, as a console's person tries again. */
  attempts?: number;
}

const ATTEMPTS = 5;
/** Milliseconds between two. */
const AGAIN = 500;

/** Speaks to a gateway as one person (or as nobody): keeps the session cookie and the CSRF token like a browser. */
export class Client {
  cookie = '';
  csrfToken = '';
  session: Session | null = null;
  private machineKey = '';
  private attempts = ATTEMPTS;

  constructor(readonly baseUrl: string) {}

  /** Opens a session. @throws when the gateway refuses. */
  async signIn(email: string, password: string): Promise<this> {
    const answer = await this.send<Session>('POST', '/api/session', { email, password }, { key: null });
    if (answer.status !== 200) throw new Error(`sign-in of ${email} was answered ${answer.status}: ${answer.text}`);
    this.session = answer.body;
    this.csrfToken = answer.body.csrfToken;
    this.cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    return this;
  }

  /** A session made elsewhere (seeded for a benchmark). */
  useSession(cookie: string, csrfToken: string): this {
    this.cookie = cookie;
    this.csrfToken = csrfToken;
    return this;
  }

  /** Speaks as a facility's tool instead. */
  useKey(secret: string): this {
    this.machineKey = secret;
    return this;
  }

  /** Takes every answer as it comes: for who measures, and who looks at refusals. */
  impatient(): this {
    this.attempts = 1;
    return this;
  }

  get<Body = unknown>(path: string, query: Record<string, string | number | undefined> = {}): Promise<Answer<Body>> {
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const text = new URLSearchParams(given).toString();
    return this.send<Body>('GET', text === '' ? path : `${path}?${text}`, undefined, { key: null });
  }

  post<Body = unknown>(path: string, body: unknown, options: SendOptions = {}): Promise<Answer<Body>> {
    return this.send<Body>('POST', path, body, options);
  }

  put<Body = unknown>(path: string, body: unknown, options: SendOptions = {}): Promise<Answer<Body>> {
    return this.send<Body>('PUT', path, body, options);
  }

  delete<Body = unknown>(path: string, options: SendOptions = {}): Promise<Answer<Body>> {
    return this.send<Body>('DELETE', path, undefined, options);
  }

  /** Any request, again under the same key while nobody answers; bytes go as a file, everything else as JSON. */
  async send<Body = unknown>(
    method: string,
    path: string,
    body: unknown,
    options: SendOptions = {},
  ): Promise<Answer<Body>> {
    const key = options.key === undefined ? randomUUID() : options.key;
    for (let left = options.attempts ?? this.attempts; ; left -= 1) {
      const answer = await this.sendOnce<Body>(method, path, body, { ...options, key });
      if (answer.status !== 503 || left <= 1) return answer;
      await sleep(AGAIN);
    }
  }

  private async sendOnce<Body>(
    method: string,
    path: string,
    body: unknown,
    { key, headers }: SendOptions,
  ): Promise<Answer<Body>> {
    const bytes = body instanceof Uint8Array;
    const response = await fetch(new URL(path, this.baseUrl), {
      method,
      headers: {
        origin: new URL(this.baseUrl).origin,
        ...(this.cookie !== '' && { cookie: this.cookie }),
        ...(this.machineKey !== '' && { authorization: `Bearer ${this.machineKey}` }),
        ...(this.csrfToken !== '' && { 'x-csrf-token': this.csrfToken }),
        ...(typeof key === 'string' && method !== 'GET' && { 'idempotency-key': key }),
        ...(body !== undefined && { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: bytes ? Uint8Array.from(body) : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) as Body };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The body of a 2xx answer. @throws with what the gateway said instead. */
export function ok<Body>(answer: Answer<Body>): Body {
  if (answer.status < 200 || answer.status > 299) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return answer.body;
}
