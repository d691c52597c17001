import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

/**
 * Reads QR codes beside the page. WebAssembly needs 'wasm-unsafe-eval' in the content policy: this file alone is served with it, the page
 * is not (see docs/adr).
 */
prepareZXingModule({ overrides: { locateFile: () => wasm } });

export interface Question {
  id: number;
  image: ImageData;
}
export interface Reply {
  id: number;
  /** Null when the reader could not be loaded. */
  texts: string[] | null;
}

self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  void read(data.image).then((texts) => self.postMessage({ id: data.id, texts } satisfies Reply));
});

async function read(image: Question['image']): Promise<string[] | null> {
  try {
    const found = await readBarcodes(image, { formats: ['QRCode'], maxNumberOfSymbols: 16 });
    return found.map(({ text }) => text);
  } catch {
    return null;
  }
}
