import type { Locale } from '#libs/contracts';
import PDFDocument from 'pdfkit';
import { fonts } from './fonts.js';

interface Properties {
  title: string;
  author: string;
  locale: Locale;
  /** What the file says of its date; now unless told. */
  madeAt?: Date;
  margins?: { top: number; bottom: number; left: number; right: number };
}

const languages: Record<Locale, string> = { fr: 'fr-FR', en: 'en-GB' };

/** An empty A4 document that says its language and its title. */
export function newDocument({ title, author, locale, madeAt, margins }: Properties): PDFKit.PDFDocument {
  const doc = new PDFDocument({
    size: 'A4',
    margins: margins ?? { top: 0, bottom: 0, left: 0, right: 0 },
    autoFirstPage: false,
    bufferPages: true,
    tagged: true,
    lang: languages[locale],
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: title,
      Author: author,
      Creator: 'Vigie',
      Producer: 'Vigie',
      ...(madeAt && { CreationDate: madeAt }),
    },
  });
  for (const [name, file] of Object.entries(fonts)) doc.registerFont(name, file);
  return doc;
}

/** Ends the document. */
export async function finished(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((resolve, reject) => {
    doc.once('end', resolve);
    doc.once('error', reject);
  });
  doc.end();
  await ended;
  return Buffer.concat(parts);
}
