import type { FontName } from './fonts.js';

export const A4 = { width: 595.28, height: 841.89 };
const INK = '#000000';
const SOFT = '#444444';
const RULE = '#888888';

type Document = PDFKit.PDFDocument;

interface Writing {
  size?: number;
  font?: FontName;
  align?: 'left' | 'center' | 'right';
  soft?: boolean;
  white?: boolean;
  gap?: number;
}

/** Draws on a page where it is told to, in points from the top left: a form is a drawing, not a flow of text. Black and white only. */
export class Pen {
  constructor(readonly doc: Document) {}

  text(text: string, x: number, y: number, width: number, writing: Writing = {}): void {
    const { size = 9.5, font = 'regular', align = 'left', soft = false, white = false, gap = 1 } = writing;
    this.doc
      .font(font)
      .fontSize(size)
      .fillColor(white ? '#ffffff' : soft ? SOFT : INK);
    this.doc.text(text, x, y, { width, align, lineGap: gap });
  }

  /** One line, smaller where it would not fit, and cut where that is not enough. */
  fitted(text: string, x: number, y: number, width: number, writing: Writing & { size: number }): void {
    const least = Math.max(7, writing.size * 0.7);
    let { size } = writing;
    while (size > least && this.widthOf(text, { ...writing, size }) > width - 2) size -= 0.5;
    let shown = text;
    while (this.widthOf(shown, { ...writing, size }) > width - 2) shown = `${shown.slice(0, -2).trimEnd()}…`;
    // What is smaller stands on the same line.
    this.text(shown, x, y + (writing.size - size), width, { ...writing, size });
  }

  widthOf(text: string, { size = 9.5, font = 'regular' }: Writing = {}): number {
    return this.doc.font(font).fontSize(size).widthOfString(text);
  }

  box(x: number, y: number, width: number, height: number, weight = 0.8): void {
    this.doc.lineWidth(weight).strokeColor(INK).roundedRect(x, y, width, height, 3).stroke();
  }

  line(x: number, y: number, width: number, weight = 0.6): void {
    this.doc
      .lineWidth(weight)
      .strokeColor(weight < 1 ? RULE : INK)
      .moveTo(x, y)
      .lineTo(x + width, y)
      .stroke();
  }

  /** Lines to write on. */
  ruled(x: number, y: number, width: number, count: number, pitch = 20): void {
    for (let index = 1; index <= count; index += 1) this.line(x, y + index * pitch, width);
  }

  /** One square to tick, and what it means. @returns how wide both are */
  tick(label: string, x: number, y: number, writing: Writing = {}): number {
    this.doc.lineWidth(1).strokeColor(INK).rect(x, y, 10, 10).stroke();
    const width = this.widthOf(label, writing);
    this.text(label, x + 15, y - 1.5, width + 4, writing);
    return 15 + width;
  }

  /** Squares in a row. */
  ticks(labels: readonly string[], x: number, y: number, gap = 18): void {
    let at = x;
    for (const label of labels) at += this.tick(label, at, y) + gap;
  }

  /** Squares in columns, filled from the left to the right. @returns how high they are */
  tickGrid(labels: readonly string[], x: number, y: number, width: number, columns: number): number {
    const pitch = 17;
    for (const [index, label] of labels.entries()) {
      this.tick(label, x + (index % columns) * (width / columns), y + Math.floor(index / columns) * pitch);
    }
    return Math.ceil(labels.length / columns) * pitch;
  }

  /** Cells for one character each, separated as the pattern says: `00/00/0000`. */
  cells(pattern: string, x: number, y: number): number {
    let at = x;
    for (const character of pattern) {
      if (character === '0') {
        this.doc.lineWidth(0.8).strokeColor(INK).rect(at, y, 15, 19).stroke();
        at += 15;
      } else {
        this.text(character, at, y + 3, 10, { size: 11, align: 'center' });
        at += 10;
      }
    }
    return at - x;
  }

  /** The number of a question, white on black. */
  badge(number: number, x: number, y: number): void {
    this.doc
      .fillColor(INK)
      .circle(x + 8, y + 7, 8)
      .fill();
    this.text(String(number), x, y + 1, 16, { size: 9.5, font: 'bold', align: 'center', white: true });
  }
}
