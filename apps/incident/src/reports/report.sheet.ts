import type { Locale, PictureShape, PictureTone, ReportBlock } from '#libs/contracts';
import { finished, newDocument } from '../printing/document.js';
import { isIncomplete, legible, legibleLine } from '../printing/legible.js';
import { A4 } from '../printing/pen.js';
import { wordsIn } from '../words/words.js';
import type { Printed } from './html.js';

export interface ReportPrinting extends Printed {
  /** Stands in the file as its date: the same report is the same bytes. */
  madeAt: string;
}

type Document = PDFKit.PDFDocument;

const MARGINS = { top: 60, bottom: 60, left: 56, right: 56 };
const WIDTH = A4.width - MARGINS.left - MARGINS.right;
const INK = '#14222a';
const SOFT = '#4d606b';
const RULE = '#cfd9de';

const tones: Readonly<Record<PictureTone, string>> = {
  ink: INK,
  soft: SOFT,
  rule: RULE,
  first: '#0d5b72',
  second: '#2f8f9d',
  third: '#c77700',
  fourth: '#1d6b3c',
  warning: '#a3102a',
};

const texts = {
  fr: {
    page: 'Page {page} sur {pages}',
    incomplete:
      'Le signe □ remplace un caractère que ce document ne sait pas imprimer. Le texte entier est dans la version HTML.',
  },
  en: {
    page: 'Page {page} of {pages}',
    incomplete:
      'The sign □ stands for a character that this document cannot print. The whole text is in the HTML version.',
  },
} as const satisfies Record<Locale, unknown>;

/** The same content as the page and the HTML file; on every page its number, its marking, and that it is an exercise. */
export async function printReport(printing: ReportPrinting): Promise<Uint8Array> {
  const { locale, content, madeAt, standing } = printing;
  const doc = newDocument({
    title: content.title,
    author: content.agency,
    locale,
    margins: MARGINS,
    madeAt: new Date(madeAt),
  });
  doc.addPage();
  if (standing !== null) {
    doc.font('bold').fontSize(11).fillColor(tones.warning);
    write(doc, 'P', standing, { lineGap: 2 });
    doc.moveDown(0.3);
  }
  doc.font('bold').fontSize(18).fillColor(INK);
  write(doc, 'H1', content.title, { lineGap: 2 });
  doc.moveDown(0.2).font('regular').fontSize(10.5).fillColor(SOFT);
  for (const line of content.lines) write(doc, 'P', line, { lineGap: 2 });
  if (isIncomplete(JSON.stringify(content))) write(doc, 'P', texts[locale].incomplete, { lineGap: 2 });
  for (const { title, blocks } of content.sections) {
    keep(doc, 60);
    doc.moveDown(0.9).font('bold').fontSize(12.5).fillColor(INK);
    write(doc, 'H2', title, { lineGap: 2 });
    doc
      .lineWidth(1.2)
      .strokeColor(tones.first)
      .moveTo(MARGINS.left, doc.y)
      .lineTo(A4.width - MARGINS.right, doc.y)
      .stroke();
    doc.moveDown(0.4);
    for (const block of blocks) drawBlock(doc, block);
  }
  drawEdges(doc, printing);
  return finished(doc);
}

function write(doc: Document, structure: string, text: string, options: PDFKit.Mixins.TextOptions = {}): void {
  const element = doc.struct(structure);
  doc.addStructure(element);
  doc.text(legible(text), { ...options, structParent: element });
  element.end();
}

/** Begins a page where so much would not fit on this one. */
function keep(doc: Document, height: number): void {
  if (doc.y + height > A4.height - MARGINS.bottom) doc.addPage();
}

function drawBlock(doc: Document, block: ReportBlock): void {
  doc.x = MARGINS.left;
  if (block.type === 'paragraph') {
    doc
      .font('regular')
      .fontSize(10)
      .fillColor(block.soft ? SOFT : INK);
    write(doc, 'P', block.text, { lineGap: 2, width: WIDTH });
    doc.moveDown(0.4);
  } else if (block.type === 'facts') drawFacts(doc, block.items);
  else if (block.type === 'figures') drawFigures(doc, block.items);
  else if (block.type === 'table') drawTable(doc, block);
  else drawPicture(doc, block);
}

type Items = Extract<ReportBlock, { type: 'facts' }>['items'];

/** Two columns; each row is as high as the higher of its two. */
function drawFacts(doc: Document, items: Items): void {
  const width = WIDTH / 2 - 8;
  for (let index = 0; index < items.length; index += 2) {
    const pair = items.slice(index, index + 2);
    const height =
      Math.max(...pair.map(({ value }) => doc.font('bold').fontSize(10).heightOfString(legible(value), { width }))) +
      15;
    keep(doc, Math.min(height, 300));
    const top = doc.y;
    for (const [column, { label, value }] of pair.entries()) {
      const x = MARGINS.left + column * (width + 16);
      doc.font('regular').fontSize(8.5).fillColor(SOFT).text(legible(label), x, top, { width });
      doc
        .font('bold')
        .fontSize(10)
        .fillColor(INK)
        .text(legible(value), x, top + 11, { width });
    }
    doc.x = MARGINS.left;
    doc.y = top + height + 2;
  }
}

function drawFigures(doc: Document, items: Items): void {
  const columns = 4;
  const width = WIDTH / columns - 8;
  for (let index = 0; index < items.length; index += columns) {
    keep(doc, 46);
    const top = doc.y;
    for (const [column, { label, value }] of items.slice(index, index + columns).entries()) {
      const x = MARGINS.left + column * (width + 10);
      doc.font('bold').fontSize(18).fillColor(tones.first).text(legible(value), x, top, { width });
      doc
        .font('regular')
        .fontSize(8.5)
        .fillColor(SOFT)
        .text(legible(label), x, top + 22, { width, height: 22, ellipsis: true });
    }
    doc.x = MARGINS.left;
    doc.y = top + 48;
  }
}

type Table = Extract<ReportBlock, { type: 'table' }>;
const CELL = 8.5;
const PAD = 3;
/** A cell that is longer is cut on paper: a row has to fit on a page. */
const LONGEST_CELL = 1_200;

function drawTable(doc: Document, { columns, rows }: Table): void {
  const widths = widthsOf({ columns, rows });
  const draw = (cells: readonly string[], font: 'regular' | 'bold', colour: string): void => {
    doc.font(font).fontSize(CELL);
    const shown = cells.map((cell) => legible(cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL)}…` : cell));
    const heights = shown.map((cell, index) => doc.heightOfString(cell, { width: (widths[index] ?? 0) - 2 * PAD }));
    const height = Math.max(...heights, CELL) + 2 * PAD;
    if (doc.y + height > A4.height - MARGINS.bottom) {
      doc.addPage();
      if (font === 'regular') draw(columns, 'bold', SOFT);
      doc.font(font).fontSize(CELL);
    }
    const top = doc.y;
    let x = MARGINS.left;
    for (const [index, cell] of shown.entries()) {
      const width = widths[index] ?? 0;
      doc.fillColor(colour).text(cell, x + PAD, top + PAD, { width: width - 2 * PAD });
      x += width;
    }
    const bottom = top + height;
    doc
      .lineWidth(0.5)
      .strokeColor(RULE)
      .moveTo(MARGINS.left, bottom)
      .lineTo(MARGINS.left + WIDTH, bottom)
      .stroke();
    doc.x = MARGINS.left;
    doc.y = bottom;
  };
  keep(doc, 50);
  draw(columns, 'bold', SOFT);
  for (const row of rows) draw(row, 'regular', INK);
  doc.moveDown(0.6);
}

/** By what stands in the columns, so that a long text gets room and a date is not broken. */
function widthsOf({ columns, rows }: Pick<Table, 'columns' | 'rows'>): number[] {
  const weights = columns.map((column, index) => {
    const lengths = [column.length, ...rows.map((row) => row[index]?.length ?? 0)];
    return Math.min(60, Math.max(9, ...lengths));
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (weight / sum) * WIDTH);
}

type Picture = Extract<ReportBlock, { type: 'picture' }>;

function drawPicture(doc: Document, { width, height, shapes, alt }: Picture): void {
  const room = A4.height - MARGINS.top - MARGINS.bottom;
  const scale = Math.min(WIDTH / width, room / height);
  keep(doc, height * scale);
  const top = doc.y;
  const figure = doc.struct('Figure', { alt: legible(alt) }, () => {
    doc.save().translate(MARGINS.left, top).scale(scale);
    for (const shape of shapes) drawShape(doc, shape);
    doc.restore();
  });
  doc.addStructure(figure);
  figure.end();
  doc.x = MARGINS.left;
  doc.y = top + height * scale + 8;
}

function drawShape(doc: Document, shape: PictureShape): void {
  const colour = tones[shape.tone];
  if (shape.shape === 'bar') doc.fillColor(colour).rect(shape.x, shape.y, shape.width, shape.height).fill();
  else if (shape.shape === 'dot') doc.fillColor(colour).circle(shape.x, shape.y, shape.r).fill();
  else if (shape.shape === 'line') {
    doc.lineWidth(0.6).strokeColor(colour);
    if (shape.dashed) doc.dash(3, { space: 2 });
    doc.moveTo(shape.x1, shape.y1).lineTo(shape.x2, shape.y2).stroke().undash();
  } else {
    const said = legible(shape.text);
    doc.font('regular').fontSize(shape.size).fillColor(colour);
    const wide = doc.widthOfString(said);
    const x = shape.align === 'start' ? shape.x : shape.align === 'middle' ? shape.x - wide / 2 : shape.x - wide;
    doc.text(said, x, shape.y - shape.size, { lineBreak: false });
  }
}

function drawEdges(doc: Document, { locale, content, tlp, exercise }: ReportPrinting): void {
  const { start, count } = doc.bufferedPageRange();
  const mark = `${exercise ? `${wordsIn[locale].exercise}  ·  ` : ''}TLP:${tlp}`;
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(start + index);
    // Outside the margins, where text would otherwise begin a page of its own.
    doc.page.margins = { top: 0, bottom: 0, left: 0, right: 0 };
    const edge = (said: string, y: number, align: 'left' | 'right') =>
      doc.text(said, MARGINS.left, y, { width: WIDTH, align, lineBreak: false });
    doc.font('regular').fontSize(9).fillColor(SOFT);
    edge(legibleLine(content.agency, 70), 28, 'left');
    doc.font('bold').fillColor(INK);
    edge(mark, 28, 'right');
    const foot = A4.height - 40;
    doc.font('regular').fontSize(8.5).fillColor(SOFT);
    edge(legibleLine(content.lines[0] ?? content.title, 90), foot, 'left');
    edge(texts[locale].page.replace('{page}', String(index + 1)).replace('{pages}', String(count)), foot, 'right');
  }
}
