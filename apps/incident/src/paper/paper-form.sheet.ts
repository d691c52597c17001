import { type Locale, paperNumber } from '#libs/contracts';
import { finished, newDocument } from '../printing/document.js';
import { legibleLine } from '../printing/legible.js';
import { A4, Pen } from '../printing/pen.js';
import { wordsIn } from '../words/words.js';
import { drawFirstPage } from './first-page.js';
import { paperFormEn } from './paper-form.en.js';
import { type PaperTexts, paperFormFr } from './paper-form.fr.js';
import { codeImage } from './paper-code.js';
import { drawSecondPage } from './second-page.js';
import { MARGIN, type PaperPrinting, type Sheet, WIDTH } from './sheet.js';

const textsIn: Record<Locale, PaperTexts> = { fr: paperFormFr, en: paperFormEn };

/** Two pages for each form, in black and white. */
export async function printForms(printing: PaperPrinting): Promise<Uint8Array> {
  const { locale, agencyName, facility, contacts, address, forms } = printing;
  const texts = textsIn[locale];
  const doc = newDocument({ title: `${texts.title} - ${legibleLine(facility.name, 80)}`, author: agencyName, locale });
  const pen = new Pen(doc);
  for (const { number, token } of forms) {
    const sheet: Sheet = {
      ...printing,
      pen,
      texts,
      words: wordsIn[locale],
      agencyName: legibleLine(agencyName, 70),
      facility: {
        ...facility,
        name: legibleLine(facility.name, 90),
        legalEntityName: legibleLine(facility.legalEntityName, 80),
        commune: legibleLine(facility.commune, 50),
      },
      contacts: contacts.slice(0, 3),
      number: `${texts.number} ${paperNumber(number)}`,
      code: opened(doc, await codeImage(address + token)),
    };
    doc.addPage();
    drawFirstPage(sheet);
    drawFoot(sheet, 1);
    doc.addPage();
    drawSecondPage(sheet);
    drawFoot(sheet, 2);
    doc.flushPages();
  }
  return finished(doc);
}

/** An image that the document keeps once, however often it is drawn. */
const opened = (doc: PDFKit.PDFDocument, image: Buffer): Buffer =>
  (doc as unknown as { openImage(image: Buffer): Buffer }).openImage(image);

function drawFoot({ pen, texts, number, facility }: Sheet, page: number): void {
  const y = A4.height - 34;
  pen.line(MARGIN, y - 5, WIDTH);
  pen.text(`${number} · ${facility.name}`, MARGIN, y, WIDTH * 0.75, { size: 7.5, soft: true });
  const place = texts.page.replace('{page}', String(page));
  pen.text(place, MARGIN + WIDTH * 0.75, y, WIDTH * 0.25, { size: 7.5, soft: true, align: 'right' });
}
