import { z } from 'zod';
import { command, query } from './command.js';
import { Id, InstantOut, Locale } from './common.js';
import { PdfFile } from './file.js';

/** Forms of one printing at most: with them the file stays below the megabyte that an answer may have. */
export const PAPER_MAX_FORMS = 50;

/** What stands in a form's QR behind the console's address: any text, because what a camera has read may be anything. */
export const PaperToken = z.string().trim().min(1).max(400);

/** What a form's number looks like on paper. */
export const paperNumber = (number: number): string => String(number).padStart(6, '0');

/** Forms that were printed together. */
export const PaperBatch = z.object({
  batchId: Id,
  facilityId: Id,
  issuedAt: InstantOut,
  numbers: z.array(z.number().int().positive()),
});
export type PaperBatch = z.infer<typeof PaperBatch>;

/** A form whose QR was found to be genuine: what is typed from it becomes exactly this declaration. */
export const PaperForm = z.object({
  number: z.number().int().positive(),
  facilityId: Id,
  declarationId: Id,
  issuedAt: InstantOut,
  /** The declaration that it has become already. */
  used: z.object({ incidentId: Id, reference: z.string(), recordedAt: InstantOut }).nullable(),
});
export type PaperForm = z.infer<typeof PaperForm>;

/** Milliseconds to wait for a file: fifty forms take a second of one core, and the printer serves one after the other. */
export const PRINTING_PATIENCE = 20_000;

export const paperCommands = {
  /** Numbers blank forms for the crisis binder of a facility. */
  'incident.paper.issue': command(
    'paper.issue',
    z.strictObject({ id: Id, facilityId: Id, count: z.number().int().min(1).max(PAPER_MAX_FORMS) }),
    PaperBatch,
  ),
  /** The sheets of a batch, two pages each. */
  'incident.paper.pdf': query(
    'paper.issue',
    z.strictObject({ facilityId: Id, batchId: Id, locale: Locale.default('fr') }),
    PdfFile,
    PRINTING_PATIENCE,
  ),
  'incident.paper.open': query('paper.open', z.strictObject({ token: PaperToken }), PaperForm),
} as const;
