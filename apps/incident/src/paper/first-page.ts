import { legibleLine } from '../printing/legible.js';
import { MARGIN, type Sheet, WIDTH } from './sheet.js';
import { question } from './question.js';

const CODE = 108;
const LINES = 12;
const PITCH = 20;
const RIGHT = MARGIN + WIDTH;

/** Who, whom to call, how; then what has to be known: what happens, since when, whom to reach. */
export function drawFirstPage(sheet: Sheet): void {
  drawHead(sheet);
  drawFacility(sheet, 158);
  drawSteps(sheet, 254);
  let y = question(sheet, { number: 1, label: sheet.texts.what, needed: true, help: sheet.texts.whatHelp }, 326);
  sheet.pen.ruled(MARGIN, y, WIDTH, LINES, PITCH);
  y = drawInstants(sheet, y + LINES * PITCH + 22);
  drawContact(sheet, y + 12);
}

function drawHead({ pen, texts, agencyName, number, code }: Sheet): void {
  const width = WIDTH - CODE - 16;
  pen.text(agencyName, MARGIN, 36, width, { size: 10, font: 'bold', soft: true });
  pen.text(texts.title, MARGIN, 54, width, { size: 25, font: 'bold' });
  pen.text(texts.subtitle, MARGIN, 90, width, { size: 11, soft: true });
  pen.doc.image(code, RIGHT - CODE, 24, { width: CODE });
  pen.text(number, RIGHT - CODE, 24 + CODE - 2, CODE, { size: 12, font: 'bold', align: 'center' });
}

function drawFacility({ pen, texts, facility, contacts, emergencyPhone }: Sheet, y: number): void {
  const [left, right] = [WIDTH * 0.6, WIDTH * 0.4 - 10];
  pen.box(MARGIN, y, left, 84);
  const inner = left - 20;
  pen.text(texts.facility, MARGIN + 10, y + 6, inner, { size: 8, soft: true });
  pen.fitted(facility.name, MARGIN + 10, y + 16, inner, { size: 12, font: 'bold' });
  const facts = [`${texts.finess} ${facility.finess}`, facility.commune];
  pen.fitted(facts.join(' · '), MARGIN + 10, y + 32, inner, { size: 9 });
  pen.text(texts.contacts, MARGIN + 10, y + 45, inner, { size: 7.5, soft: true });
  const lines = contacts.map(({ label, name, phone, email }) =>
    legibleLine([[label, name].join(', '), phone ?? email].join(' : '), 200),
  );
  const shown = lines.length > 0 ? lines : [texts.noContacts];
  for (const [index, line] of shown.slice(0, 2).entries()) {
    pen.fitted(line, MARGIN + 10, y + 55 + index * 12, inner, { size: 8.5 });
  }
  const x = RIGHT - right;
  pen.box(x, y, right, 84, 2);
  pen.text(texts.emergency, x + 8, y + 16, right - 16, { size: 10.5, font: 'bold', align: 'center' });
  if (emergencyPhone) {
    pen.fitted(legibleLine(emergencyPhone, 40), x + 6, y + 38, right - 12, { size: 19, font: 'bold', align: 'center' });
  } else pen.line(x + 18, y + 62, right - 36);
}

function drawSteps({ pen, texts }: Sheet, y: number): void {
  const column = WIDTH / texts.steps.length;
  for (const [index, step] of texts.steps.entries()) {
    const x = MARGIN + index * column;
    pen.text(String(index + 1), x, y - 4, 18, { size: 20, font: 'bold' });
    pen.text(step, x + 18, y, column - 30, { size: 8.5 });
  }
  pen.line(MARGIN, y + 58, WIDTH, 1.2);
}

/** @returns where it ends */
function drawInstants(sheet: Sheet, y: number): number {
  const { pen, texts } = sheet;
  const half = WIDTH / 2;
  const below = question(sheet, { number: 2, label: texts.awareAt, needed: true }, y);
  question(sheet, { number: 3, label: texts.since, x: MARGIN + half }, y);
  for (const x of [MARGIN + 22, MARGIN + half + 22]) {
    const width = pen.cells('00/00/0000', x, below);
    pen.text(texts.at, x + width, below + 4, 20, { align: 'center' });
    pen.cells('00:00', x + width + 20, below);
    pen.text(texts.dateHelp, x, below + 21, width, { size: 7.5, soft: true });
    pen.text(texts.timeHelp, x + width + 20, below + 21, 70, { size: 7.5, soft: true });
  }
  pen.tick(texts.sinceUnknown, MARGIN + half + 22, below + 37);
  return below + 48;
}

function drawContact(sheet: Sheet, y: number): void {
  const { pen, texts } = sheet;
  const below = question(sheet, { number: 4, label: texts.contact, needed: true, help: texts.contactHelp }, y);
  const field = (label: string, x: number, top: number, width: number): void => {
    pen.text(label, x, top, 60, { size: 9 });
    pen.line(x + 54, top + 12, width - 54);
  };
  field(texts.name, MARGIN + 22, below + 8, WIDTH - 22);
  field(texts.phone, MARGIN + 22, below + 32, WIDTH * 0.45 - 22);
  field(texts.email, MARGIN + WIDTH * 0.47, below + 32, WIDTH * 0.53);
}
