import { type Report, emptyReport } from '#libs/contracts';

/**
 * A report as its column takes it. Half a surrogate pair, which a telephone cut in the middle of an emoji sends, becomes the sign for what
 * cannot be read: jsonb refuses it, and the words around it must not be lost.
 */
export const reportJson = (report: Report): string =>
  JSON.stringify({ ...emptyReport, ...report }, (_, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  );
