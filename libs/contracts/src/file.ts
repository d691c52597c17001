import { z } from 'zod';
import { personal } from './common.js';

/** A file in an answer; a route that is marked `file` gives its bytes to the browser. */
export const PdfFile = z.object({
  fileName: z.string(),
  mediaType: z.literal('application/pdf'),
  /** Of its bytes; people and telephone numbers stand in it. */
  base64: personal(z.string()),
});
export type PdfFile = z.infer<typeof PdfFile>;
