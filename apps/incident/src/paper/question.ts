import { MARGIN, type Sheet, WIDTH } from './sheet.js';

interface Question {
  number: number;
  label: string;
  needed?: boolean;
  help?: string;
  x?: number;
}

/** The head of a question. @returns where its answer begins */
export function question({ pen, texts }: Sheet, asked: Question, y: number): number {
  const { number, label, needed = false, help, x = MARGIN } = asked;
  pen.badge(number, x, y);
  pen.text(label, x + 22, y, WIDTH, { size: 11, font: 'bold' });
  const width = pen.widthOf(label, { size: 11, font: 'bold' });
  if (needed) pen.text(`(${texts.needed})`, x + 22 + width + 5, y + 1.5, 80, { size: 8.5, soft: true });
  if (help === undefined) return y + 19;
  pen.text(help, x + 22, y + 15, WIDTH - 22, { size: 8.5, soft: true });
  return y + 27;
}
