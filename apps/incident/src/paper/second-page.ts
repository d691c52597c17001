import { MARGIN, type Sheet, WIDTH } from './sheet.js';
import { question } from './question.js';

const CODE = 62;
const ANSWERS = MARGIN + 22;

/** What can wait, but helps: in the order in which it is typed. */
export function drawSecondPage(sheet: Sheet): void {
  const { pen, texts, words, facility, number, code } = sheet;
  pen.fitted(facility.name, MARGIN, 34, WIDTH - CODE - 20, { size: 12, font: 'bold' });
  pen.text(`${texts.finess} ${facility.finess} · ${number}`, MARGIN, 51, WIDTH - CODE - 20, { size: 9, soft: true });
  pen.doc.image(code, MARGIN + WIDTH - CODE, 20, { width: CODE });
  pen.line(MARGIN, 84, WIDTH, 1.2);

  let y = 98;
  y = choice(sheet, 5, texts.malicious, Object.values(words.yesNoUnknown), y);
  y = choice(sheet, 6, texts.degraded, Object.values(words.yesNoUnknown), y);
  y = choice(sheet, 7, texts.danger, Object.values(words.danger), y);
  let below = question(sheet, { number: 8, label: texts.services, help: texts.servicesHelp }, y);
  y = below + 5 + pen.tickGrid(Object.values(words.careService), ANSWERS, below + 5, WIDTH - 22, 4) + 9;
  below = question(sheet, { number: 9, label: texts.data }, y);
  pen.ticks(Object.values(words.yesNoUnknown), ANSWERS, below + 2);
  const which = pen.widthOf(texts.dataClasses);
  pen.text(texts.dataClasses, ANSWERS, below + 18.5, which + 4);
  pen.ticks(Object.values(words.dataClass), ANSWERS + which + 10, below + 20, 12);
  y = below + 44;
  below = question(sheet, { number: 10, label: texts.supplier, help: texts.supplierHelp }, y);
  pen.line(ANSWERS, below + 18, WIDTH - 22);
  y = below + 32;
  below = question(sheet, { number: 11, label: texts.help }, y);
  y = below + 2 + pen.tickGrid(Object.values(words.help), ANSWERS, below + 2, WIDTH - 22, 3) + 9;
  y = drawCriteria(sheet, y);
  below = question(sheet, { number: 13, label: texts.measures }, y);
  pen.ruled(MARGIN, below, WIDTH, 4, 19.5);
  drawEnd(sheet, below + 4 * 19.5 + 16);
}

/** The answers beside the question: one line each. */
function choice(sheet: Sheet, number: number, label: string, answers: readonly string[], y: number): number {
  question(sheet, { number, label }, y);
  sheet.pen.ticks(answers, MARGIN + WIDTH * 0.5, y + 2, 14);
  return y + 24;
}

function drawCriteria(sheet: Sheet, y: number): number {
  const { pen, texts, words } = sheet;
  const below = question(sheet, { number: 12, label: texts.criteria }, y);
  const answers = Object.values(words.yesNoUnknown);
  const columns = answers.map((_, index) => MARGIN + WIDTH - 190 + index * 50);
  for (const [index, answer] of answers.entries()) {
    pen.text(answer, columns[index]! - 25, below - 14, index === 2 ? 90 : 60, {
      size: 8.5,
      align: 'center',
      soft: true,
    });
  }
  let row = below + 2;
  for (const criterion of Object.values(texts.criterion)) {
    pen.text(criterion, ANSWERS, row, WIDTH - 230, { size: 9.2 });
    for (const [index, x] of columns.entries())
      pen.doc
        .lineWidth(1)
        .strokeColor('#000000')
        .rect(x + (index === 2 ? 15 : 0), row, 10, 10)
        .stroke();
    row += 16.5;
    pen.line(ANSWERS, row - 3, WIDTH - 22, 0.3);
  }
  return row + 7;
}

function drawEnd({ pen, texts }: Sheet, y: number): void {
  pen.box(MARGIN, y, WIDTH, 56);
  const column = WIDTH / 3;
  for (const [index, label] of [texts.filled, texts.signed, texts.received].entries()) {
    const x = MARGIN + index * column;
    pen.text(label, x + 8, y + 5, column - 16, { size: 8.5, font: index === 2 ? 'bold' : 'regular' });
    if (index > 0)
      pen.doc
        .lineWidth(0.6)
        .strokeColor('#888888')
        .moveTo(x, y)
        .lineTo(x, y + 56)
        .stroke();
  }
  pen.text(texts.duties, MARGIN, y + 62, WIDTH, { size: 8, soft: true });
}
