import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extractImages, extractText, getDocumentProxy } from 'unpdf';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** What a reader sees of a PDF: the text of each page, and what a camera reads from the codes on it. */
export interface ReadPdf {
  pages: string[];
  codes: string[][];
}

let reader: Promise<unknown> | undefined;

/** The library would fetch its program from elsewhere. */
function prepareReader(): Promise<unknown> {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const wasmBinary = Uint8Array.from(readFileSync(file)).buffer;
  return (reader ??= prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true }));
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  await prepareReader();
  const pdf = await getDocumentProxy(Uint8Array.from(bytes));
  const { text } = await extractText(pdf);
  const codes: string[][] = [];
  for (let page = 1; page <= text.length; page += 1) {
    const found = await Promise.all((await extractImages(pdf, page)).map(codesIn));
    codes.push(found.flat());
  }
  await pdf.loadingTask.destroy();
  return { pages: text, codes };
}

type Picture = Awaited<ReturnType<typeof extractImages>>[number];

async function codesIn({ width, height, channels, data }: Picture): Promise<string[]> {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at += 1) {
    for (let colour = 0; colour < 3; colour += 1) {
      pixels[at * 4 + colour] = data[at * channels + Math.min(colour, channels - 1)] ?? 0;
    }
  }
  const results = await readBarcodes({ data: pixels, width, height, colorSpace: 'srgb' } as ImageData);
  return results.map((result) => result.text);
}
