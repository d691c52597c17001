import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type LookupFunction, isIP } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { rootCertificates } from 'node:tls';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#libs/platform';
import { AddressRule, hostOf } from './address.rule.js';
import { NameResolver } from './name.resolver.js';
import { type Outcome, retryAfterOf } from './retry.rule.js';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhook.settings.js';

/** Bytes of an answer that are read at most; what follows is not waited for. */
const MOST_READ = 4_096;
/** Characters of it that are kept. */
const MOST_KEPT = 1_024;

export interface Sent extends Outcome {
  durationMs: number;
  /** The beginning of the answer; null when there was none. */
  answer: string | null;
}

interface Letter {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** A word for the log; the person reads a sentence for it. */
class SendFailure extends Error {
  constructor(readonly word: string) {
    super(word);
  }
}

/**
 * Sends one message. A name is resolved once, every address it has is checked, and the connection goes to those addresses themselves, so
 * that another answer of the name server leads nowhere else. Redirects are not followed: they are an answer that is not 2xx.
 */
@Injectable()
export class WebhookClient {
  private readonly rule: AddressRule;
  private readonly ca: string[] | undefined;

  constructor(
    @Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings,
    @Inject(NameResolver) private readonly names: NameResolver,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    this.rule = new AddressRule(settings);
    this.ca = settings.ca === undefined ? undefined : [...rootCertificates, settings.ca];
  }

  /** Never throws: whatever happens is an outcome, and one there is when the time is over. */
  async send(letter: Letter): Promise<Sent> {
    const begun = performance.now();
    const signal = AbortSignal.timeout(this.settings.timeout);
    const outcome = await this.exchange(letter, signal).catch((error: unknown) => ({
      status: null,
      failure: signal.aborted ? 'timeout' : wordOf(error),
      retryAfter: null,
      answer: null,
    }));
    return { ...outcome, durationMs: Math.round(performance.now() - begun) };
  }

  private async exchange(letter: Letter, signal: AbortSignal): Promise<Omit<Sent, 'durationMs'>> {
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new SendFailure('timeout')), { once: true });
    });
    const response = await Promise.race([this.ask(letter, signal), late]);
    const { statusCode: status = 0, headers } = response;
    const retryAfter = retryAfterOf(headers['retry-after'], this.clock.now());
    return { status, failure: failureOf(status), retryAfter, answer: await beginningOf(response, signal) };
  }

  private async ask({ url: text, headers, body }: Letter, signal: AbortSignal): Promise<IncomingMessage> {
    const url = this.rule.read(text);
    if (typeof url === 'string') throw new SendFailure(url);
    const addresses = await this.openAddressesOf(hostOf(url), signal);
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const bytes = Buffer.from(body);
    return new Promise((resolve, reject) => {
      const request = send(url, {
        method: 'POST',
        // One connection for one message: nothing waits in it for another.
        agent: false,
        signal,
        lookup: lookupOf(addresses),
        headers: {
          'content-type': 'application/json',
          'content-length': bytes.length,
          'user-agent': 'Vigie-Webhooks/1',
          ...headers,
        },
        ...(this.ca && { ca: this.ca }),
      });
      request.on('response', resolve);
      // Without a listener the connection is closed, and neither a response nor an error is told.
      request.on('upgrade', (response) => resolve(response.destroy()));
      request.on('error', reject);
      request.on('close', () => reject(new SendFailure('connection-closed')));
      request.end(bytes);
    });
  }

  private async openAddressesOf(host: string, signal: AbortSignal): Promise<string[]> {
    // An address in the URL was checked with it.
    if (isIP(host) > 0) return [host];
    const addresses = await this.names.addressesOf(host, signal);
    if (addresses.length === 0) throw new SendFailure('name-unknown');
    if (!addresses.every((address) => this.rule.isOpen(address))) throw new SendFailure('address-private');
    return addresses;
  }
}

const failureOf = (status: number): string | null =>
  status >= 200 && status < 300 ? null : status >= 300 && status < 400 ? 'redirect' : `http-${status}`;

/** Answers with the addresses that were checked, whatever the name. */
const lookupOf =
  (addresses: readonly string[]): LookupFunction =>
  (_, options, callback) => {
    const known = addresses.map((address) => ({ address, family: isIP(address) }));
    const [first] = known;
    if (options.all) callback(null, known);
    else callback(null, first?.address ?? '', first?.family);
  };

/** Reads no more than is worth keeping, and lets the connection go. The status has said what matters: of a body that breaks off the beginning is kept. */
async function beginningOf(response: IncomingMessage, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of addAbortSignal(signal, response) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MOST_READ) break;
    }
  } catch {
    // Cut off, or late.
  }
  response.destroy();
  const text = Buffer.concat(chunks).toString('utf8').slice(0, MOST_KEPT);
  // PostgreSQL keeps no NUL, and a screen should show no control character.
  return text.replace(/[^\P{Cc}\n\t]/gu, '\u{FFFD}').toWellFormed();
}

const CERTIFICATE = /CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_(?:GET|VERIFY)|ISSUER/;
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-closed',
  EPIPE: 'connection-closed',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
};

function wordOf(error: unknown): string {
  if (error instanceof SendFailure) return error.word;
  const { code, errors } = error as { code?: string; errors?: unknown[] };
  if (errors?.[0]) return wordOf(errors[0]);
  if (code === undefined) return 'unknown';
  if (CERTIFICATE.test(code)) return 'certificate';
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') return 'tls';
  if (code.startsWith('HPE_')) return 'not-http';
  return words[code] ?? 'unknown';
}
