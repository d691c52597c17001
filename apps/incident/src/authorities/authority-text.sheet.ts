import type { AuthorityText, Locale } from '#libs/contracts';
import { finished, newDocument } from '../printing/document.js';
import { isIncomplete, legible, legibleLine } from '../printing/legible.js';
import { A4 } from '../printing/pen.js';
import { wordsIn } from '../words/words.js';

/** What a printing shows. */
export interface AuthorityPrinting {
  locale: Locale;
  agencyName: string;
  facilityName: string;
  /** When it was made, in words. */
  madeAt: string;
  text: AuthorityText;
}

const MARGINS = { top: 64, bottom: 72, left: 56, right: 56 };
const WIDTH = A4.width - MARGINS.left - MARGINS.right;
const SOFT = '#444444';

const texts = {
  fr: {
    missing: 'Il manque encore, pour un texte complet :',
    complete: 'Rien ne manque de ce que cette autorité demande.',
    incomplete:
      'Le signe □ remplace un caractère que ce document ne sait pas imprimer (autre écriture, émoji). Le texte entier est dans Vigie : copiez-le de là.',
    version: 'D’après la version {number} de la déclaration, le {madeAt}',
    page: 'Page {page} sur {pages}',
  },
  en: {
    missing: 'Still missing, for a complete text:',
    complete: 'Nothing is missing of what this authority asks for.',
    incomplete:
      'The sign □ stands for a character that this document cannot print (another script, an emoji). The whole text is in Vigie: copy it from there.',
    version: 'From version {number} of the declaration, {madeAt}',
    page: 'Page {page} of {pages}',
  },
} as const satisfies Record<Locale, unknown>;

/** What is missing first, then the sections; on every page the marking, and that nothing was sent. */
export async function printAuthorityText(printing: AuthorityPrinting): Promise<Uint8Array> {
  const { locale, agencyName, text } = printing;
  const doc = newDocument({ title: `${text.reference} - ${text.title}`, author: agencyName, locale, margins: MARGINS });
  doc.addPage();
  drawTitle(doc, printing);
  drawMissing(doc, printing);
  for (const section of text.sections) drawSection(doc, section);
  drawEdges(doc, printing);
  return finished(doc);
}

type Document = PDFKit.PDFDocument;

function write(doc: Document, structure: string, text: string, options: PDFKit.Mixins.TextOptions = {}): void {
  const element = doc.struct(structure);
  doc.addStructure(element);
  doc.text(legible(text), { ...options, structParent: element });
  element.end();
}

function drawTitle(doc: Document, { locale, facilityName, madeAt, text }: AuthorityPrinting): void {
  doc.font('bold').fontSize(17).fillColor('#000000');
  write(doc, 'H1', text.title, { lineGap: 2 });
  doc.moveDown(0.4).font('regular').fontSize(10.5).fillColor(SOFT);
  const version = texts[locale].version
    .replace('{number}', String(text.answersNumber))
    .replace('{madeAt}', () => madeAt);
  write(doc, 'P', `${text.reference} · ${legibleLine(facilityName, 120)}\n${version}`, { lineGap: 2 });
  if (text.sections.some((section) => isIncomplete(section.text)))
    write(doc, 'P', texts[locale].incomplete, { lineGap: 2 });
  doc.moveDown(0.8);
}

function drawMissing(doc: Document, { locale, text: { missing, notice } }: AuthorityPrinting): void {
  const { left } = MARGINS;
  const top = doc.y;
  const inner = { width: WIDTH - 24, lineGap: 2 };
  doc.x = left + 12;
  doc.y = top + 10;
  doc.font('bold').fontSize(10.5).fillColor('#000000');
  write(doc, 'P', missing.length > 0 ? texts[locale].missing : texts[locale].complete, inner);
  doc.font('regular').fontSize(10);
  for (const { label } of missing) write(doc, 'P', `□  ${label}`, inner);
  doc.moveDown(0.4).fillColor(SOFT);
  write(doc, 'P', notice, inner);
  doc
    .lineWidth(1)
    .strokeColor('#000000')
    .roundedRect(left, top, WIDTH, doc.y - top + 8, 4)
    .stroke();
  doc.x = left;
  doc.y += 22;
}

function drawSection(doc: Document, { title, text }: AuthorityText['sections'][number]): void {
  // A title does not stand alone at the foot of a page.
  if (doc.y > A4.height - MARGINS.bottom - 60) doc.addPage();
  doc.font('bold').fontSize(12.5).fillColor('#000000');
  write(doc, 'H2', title, { lineGap: 2 });
  doc.moveDown(0.2).font('regular').fontSize(10.5);
  write(doc, 'P', text, { lineGap: 3 });
  doc.moveDown(0.9);
}

/** At the head the marking (and that it is an exercise), at the foot that nothing was sent and the page's number. */
function drawEdges(doc: Document, { locale, agencyName, text }: AuthorityPrinting): void {
  const { start, count } = doc.bufferedPageRange();
  const exercise = text.kind === 'exercise' ? `${wordsIn[locale].exercise}  ·  ` : '';
  const [notSent = ''] = text.notice.split(/(?<=\.)\s/);
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(start + index);
    // Outside the margins, where text would otherwise begin a page of its own.
    doc.page.margins = { top: 0, bottom: 0, left: 0, right: 0 };
    doc.font('bold').fontSize(9).fillColor('#000000');
    edge(doc, `${exercise}TLP:${text.tlp}`, 30, 'right');
    doc.font('regular').fillColor(SOFT);
    edge(doc, legibleLine(agencyName, 70), 30, 'left');
    const foot = A4.height - 46;
    doc
      .lineWidth(0.6)
      .strokeColor('#888888')
      .moveTo(MARGINS.left, foot - 6)
      .lineTo(A4.width - MARGINS.right, foot - 6)
      .stroke();
    doc.fontSize(8.5);
    edge(doc, legible(notSent), foot, 'left');
    const place = texts[locale].page.replace('{page}', String(index + 1)).replace('{pages}', String(count));
    edge(doc, place, foot, 'right');
  }
}

const edge = (doc: Document, text: string, y: number, align: 'left' | 'right'): PDFKit.PDFDocument =>
  doc.text(text, MARGINS.left, y, { width: WIDTH, align, lineBreak: false });
