import type { FastifyRequest } from 'fastify';
import type { Locale } from '#libs/contracts';

/** The language to answer in: the person's own, else the one their browser prefers of ours, else French. */
export function readerLocale(request: FastifyRequest): Locale {
  return request.context?.session?.identity.locale ?? preferred(request.headers['accept-language']);
}

/** @param header Accept-Language (RFC 9110, 12.5.4) */
export function preferred(header: string | undefined): Locale {
  let best: { locale: Locale; weight: number } = { locale: 'fr', weight: 0 };
  for (const part of (header ?? '').split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const locale = tag.startsWith('fr') ? 'fr' : tag.startsWith('en') ? 'en' : undefined;
    const quality = parameters.map((text) => text.trim()).find((text) => text.startsWith('q='));
    const weight = quality === undefined ? 1 : Number(quality.slice(2)) || 0;
    if (locale && weight > best.weight) best = { locale, weight };
  }
  return best.locale;
}
