const KNOWN = [
  'timeout',
  'redirect',
  'name-unknown',
  'connection-refused',
  'connection-closed',
  'unreachable',
  'certificate',
  'tls',
  'not-http',
  'address-private',
  'url-invalid',
  'url-scheme',
  'url-credentials',
  'url-port',
  'url-fragment',
  'secret',
  'tlp-ceiling',
  'topic-removed',
  'disabled',
] as const;

/** The sentence for a word of the log; a newer service may know words that this console does not. */
export function failureKey(failure: string): (typeof KNOWN)[number] | 'http' | 'unknown' {
  if (failure.startsWith('http-')) return 'http';
  return KNOWN.find((word) => word === failure) ?? 'unknown';
}
