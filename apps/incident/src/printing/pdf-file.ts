import type { PdfFile } from '#libs/contracts';

/** A file for the browser; its name holds letters, digits, dots and dashes only. */
export function pdfFile(name: readonly (string | number | undefined)[], pdf: Uint8Array): PdfFile {
  const stem = name.filter((part) => part !== undefined).join('-');
  return {
    fileName: `${stem.replace(/[^\w.-]+/g, '-')}.pdf`,
    mediaType: 'application/pdf',
    base64: Buffer.from(pdf).toString('base64'),
  };
}
