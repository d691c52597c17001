import { z } from 'zod';
import { Authority } from './clocks.js';
import { query } from './command.js';
import { Id, Kind, Locale, Tlp, personal } from './common.js';
import { PdfFile } from './file.js';
import { PRINTING_PATIENCE } from './paper.js';

/** The stages at which each authority expects a text, in their order. Sources: L.1111-8-2 CSP, NIS2 art. 23, GDPR art. 33. */
export const authorityStages = {
  ars: ['declaration'],
  'cert-sante': ['declaration'],
  anssi: ['early-warning', 'notification', 'intermediate', 'final'],
  cnil: ['notification', 'complement'],
  police: ['complaint'],
  corruss: ['information'],
} as const;

export const TextStage = z.enum([
  'declaration',
  'early-warning',
  'notification',
  'intermediate',
  'final',
  'complement',
  'complaint',
  'information',
]);
export type TextStage = z.infer<typeof TextStage>;

/** Whether the authority expects something at this stage. */
export const hasStage = (authority: Authority, stage: TextStage): boolean =>
  (authorityStages[authority] as readonly TextStage[]).includes(stage);

/** A text that is ready to be sent by whoever has the duty; nobody has sent it. */
export const AuthorityText = z.object({
  authority: Authority,
  stage: TextStage,
  incidentId: Id,
  reference: z.string(),
  kind: Kind,
  tlp: Tlp,
  /** The version of the answers that it was made from. */
  answersNumber: z.number().int().positive(),
  title: z.string(),
  /** That it was not sent, and what remains to be done. */
  notice: z.string(),
  sections: z.array(z.object({ title: z.string(), text: personal(z.string()) })),
  /** What the authority asks for and nobody has answered; `field` is the answer's path in a declaration. */
  missing: z.array(z.object({ field: z.string(), label: z.string() })),
});
export type AuthorityText = z.infer<typeof AuthorityText>;

const request = z
  .strictObject({ incidentId: Id, authority: Authority, stage: TextStage, locale: Locale.default('fr') })
  .refine(({ authority, stage }) => hasStage(authority, stage), { path: ['stage'], error: 'stage-mismatch' });

export const authorityTextCommands = {
  'incident.authority.prepare': query('incident.read', request, AuthorityText),
  'incident.authority.pdf': query('incident.read', request, PdfFile, PRINTING_PATIENCE),
} as const;
