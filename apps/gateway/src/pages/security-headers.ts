import type { FastifyHelmetOptions } from '@fastify/helmet';

/** In seconds. */
const YEAR = 365 * 86_400;

/**
 * What a page of ours may do: load from here, talk to here, and nothing else. No inline script, no third-party host; styles
 * that the console makes while running carry the nonce of their page.
 */
export function securityHeaders(publicUrl: URL, page?: { nonce: string; host: string }): FastifyHelmetOptions {
  const secure = publicUrl.protocol === 'https:';
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", ...(page ? [`'nonce-${page.nonce}'`] : [])],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", ...(page ? [socketOrigin(publicUrl, page.host)] : [])],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(secure && { upgradeInsecureRequests: [] }),
      },
    },
    // Everyone who may reach the page by http is sent on by whoever ends TLS in front of us.
    strictTransportSecurity: secure && { maxAge: YEAR, includeSubDomains: false },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  };
}

/** Not every browser takes 'self' to mean sockets as well. */
function socketOrigin(publicUrl: URL, host: string): string {
  if (publicUrl.protocol === 'https:') return `wss://${publicUrl.host}`;
  // Reached under another name of the same machine; what is no name of one must not get into the header.
  return `ws://${/^[\w.-]+(:\d+)?$/.test(host) ? host : publicUrl.host}`;
}

/**
 * For the script that reads QR codes in a worker, whose policy is that of its own answer: it alone may compile WebAssembly, and it can
 * load nothing but that.
 */
export const SCAN_WORKER_POLICY = "default-src 'none';script-src 'self' 'wasm-unsafe-eval';connect-src 'self'";
export const isScanWorker = (path: string): boolean => /\/assets\/decode\.worker-[\w-]+\.js(\.br|\.gz)?$/.test(path);
