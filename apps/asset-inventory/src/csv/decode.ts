export interface DecodedText {
  text: string;
  encoding: 'utf-8' | 'windows-1252';
}

/** Bytes that Windows-1252 leaves undefined. */
const UNDEFINED_IN_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** Control characters that a text file may hold: tab, line feed, vertical tab (a line break of Excel), form feed, carriage return. */
const TEXT_CONTROLS = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d]);
const BYTE_ORDER_MARK = '\ufeff';

const isControl = (byte: number): boolean => (byte < 0x20 && !TEXT_CONTROLS.has(byte)) || byte === 0x7f;

/** UTF-8 (with or without mark), else Windows-1252, as French Excel writes it; null for what is no text at all. */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  if (bytes.some(isControl)) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text: text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text, encoding: 'utf-8' };
  } catch {
    if (bytes.some((byte) => UNDEFINED_IN_1252.has(byte))) return null;
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}
