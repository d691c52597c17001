import type { IndicatorFormat } from '#libs/contracts';
import { call } from '../../shared/api/call.js';
import { download } from '../../shared/export/download.js';

/** Fetches the file part by part and hands it to the browser. */
export async function downloadIndicators(incidentId: string, format: IndicatorFormat): Promise<void> {
  const texts: string[] = [];
  let cursor: string | undefined;
  for (;;) {
    const part = await call('exportIndicators', { incidentId, format, cursor });
    texts.push(part.text);
    if (part.next === null) return download(part.fileName, texts.join(''), `${part.mediaType};charset=utf-8`);
    cursor = part.next;
  }
}
