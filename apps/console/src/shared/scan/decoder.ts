import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';
import worker from './decode.worker.ts?worker&url';
import type { Question, Reply } from './decode.worker.js';

/** Reads the QR codes in a picture: their texts, or null when the reader could not be loaded. */
export interface Decoder {
  read: (image: ImageData) => Promise<string[] | null>;
  stop: () => void;
}

/** Not in every browser's types, nor in every browser: Chrome on Android and macOS has it. */
interface BarcodeDetectorLike {
  detect: (image: ImageData) => Promise<{ rawValue: string }[]>;
}
type BarcodeDetectorClass = {
  new (options: { formats: string[] }): BarcodeDetectorLike;
  getSupportedFormats: () => Promise<string[]>;
};
const native = (globalThis as { BarcodeDetector?: BarcodeDetectorClass }).BarcodeDetector;
const readsByItself = async () =>
  (await native?.getSupportedFormats().catch((): string[] => []))?.includes('qr_code') ?? false;

/** The browser's own where it has one, else ours. */
export async function makeDecoder(): Promise<Decoder> {
  return native && (await readsByItself()) ? nativeDecoder(new native({ formats: ['qr_code'] })) : workerDecoder();
}

/** What a device without a network needs to read codes. */
export const decoderFiles = async (): Promise<string[]> => ((await readsByItself()) ? [] : [worker, wasm]);

const nativeDecoder = (detector: BarcodeDetectorLike): Decoder => ({
  read: async (image) => {
    const found = await detector.detect(image).catch(() => null);
    return found && found.map(({ rawValue }) => rawValue);
  },
  stop: () => undefined,
});

function workerDecoder(): Decoder {
  const reader = new Worker(worker, { type: 'module' });
  const asked = new Map<number, (texts: string[] | null) => void>();
  let last = 0;
  reader.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
    asked.get(data.id)?.(data.texts);
    asked.delete(data.id);
  });
  // It did not load: whoever waits is told.
  reader.addEventListener('error', () => {
    for (const answer of asked.values()) answer(null);
    asked.clear();
  });
  return {
    read: (image) =>
      new Promise((answer) => {
        last += 1;
        asked.set(last, answer);
        reader.postMessage({ id: last, image } satisfies Question);
      }),
    stop: () => reader.terminate(),
  };
}
