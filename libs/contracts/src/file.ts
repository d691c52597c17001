import { z } from 'zod';

/** A file in an answer; a route that is marked `file` gives its bytes to the browser. */
export const PdfFile = z.object({
  fileName: z.string(),
  mediaType: z.literal('application/pdf'),
  base64: z.string(),
});
export type PdfFile = z.infer<typeof PdfFile>;
