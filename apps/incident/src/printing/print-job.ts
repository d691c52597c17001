import { type AuthorityPrinting, printAuthorityText } from '../authorities/authority-text.sheet.js';
import { type ReportPrinting, printReport } from '../reports/report.sheet.js';
import { printForms } from '../paper/paper-form.sheet.js';
import type { PaperPrinting } from '../paper/sheet.js';

/** What can be printed. */
export type PrintJob =
  | { kind: 'report'; printing: ReportPrinting }
  | { kind: 'paper-forms'; printing: PaperPrinting }
  | { kind: 'authority-text'; printing: AuthorityPrinting };

export function print(job: PrintJob): Promise<Uint8Array> {
  if (job.kind === 'report') return printReport(job.printing);
  return job.kind === 'paper-forms' ? printForms(job.printing) : printAuthorityText(job.printing);
}
