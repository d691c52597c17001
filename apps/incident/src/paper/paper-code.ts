import QRCode from 'qrcode';

/** Pixels of one module: as large as printers need to draw it sharply. */
const SCALE = 8;

/** The QR of an address, as a grey PNG with its quiet zone. A quarter of it may be stained (level Q) and it is read all the same. */
export function codeImage(address: string): Promise<Buffer> {
  // The library's types do not know what its PNG writer takes: without the fourth channel the file is a quarter of its size.
  const rendererOpts = { deflateLevel: 9, colorType: 0 } as { deflateLevel: number };
  return QRCode.toBuffer(address, { type: 'png', scale: SCALE, margin: 4, errorCorrectionLevel: 'Q', rendererOpts });
}
