/** A ZIP archive ends with its table of contents, behind which a comment of 65,535 bytes may stand; a PDF with a mark in its last kilobyte. */
const END = 66_000;
const PDF_END = 1_024;

/**
 * Watches a file go by, and says whether it is one that has lost its end: then the scanner could not find its way through it, and finding
 * nothing means nothing. Sources: PKWARE APPNOTE 4.3.16; ISO 32000-1, 7.5.5 with Annex H of Adobe's implementation notes (1,024 bytes).
 */
export class EndWatch {
  private start = Buffer.alloc(0);
  private end = Buffer.alloc(0);

  async *passing(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const text of bytes) {
      if (this.start.length < 8) this.start = Buffer.concat([this.start, text.subarray(0, 8)]);
      this.end = Buffer.concat([this.end, text.subarray(-END)]).subarray(-END);
      yield text;
    }
  }

  isTorn(): boolean {
    if (this.start.subarray(0, 5).equals(Buffer.from('%PDF-'))) {
      return !this.end.subarray(-PDF_END).includes('%%EOF');
    }
    return this.start.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004')) && !this.end.includes('PK\u0005\u0006');
  }
}
