import { z } from 'zod';
import { Id, InstantOut, isStorable, personal } from './common.js';
import { Territory } from './directory.js';
import { Identity } from './identity.js';

export const SignIn = z.strictObject({
  email: personal(z.string().trim().min(1).max(254).refine(isStorable, { error: 'control-character' })),
  password: personal(z.string().min(1).max(1024)),
});

export const Session = z.object({
  identity: Identity,
  /** To be sent back in the header `X-CSRF-Token` of every request that changes something. */
  csrfToken: z.string(),
  expiresAt: InstantOut,
});
export type Session = z.infer<typeof Session>;

/** What the console needs before anyone has signed in. */
export const Configuration = z.object({
  agencyName: z.string(),
  productName: z.string(),
  /** Path of the logo among the console's files, or null for Vigie's own. */
  logo: z.string().nullable(),
  /** CSS colours by role; anything missing is the theme's own. */
  colours: z.object({ primary: z.string().optional(), accent: z.string().optional() }),
  emergencyPhone: z.string().nullable(),
  territories: z.array(Territory),
});
export type Configuration = z.infer<typeof Configuration>;

export const UploadReceipt = z.object({ uploadId: Id, bytes: z.number().int() });

/** Body of every answer that is not a 2xx. */
export const RefusalBody = z.object({
  code: z.string(),
  message: z.string(),
  traceId: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  places: z
    .array(
      z.object({
        path: z.string().optional(),
        line: z.number().optional(),
        column: z.number().optional(),
        code: z.string(),
        detail: z.string().optional(),
      }),
    )
    .optional(),
});
export type RefusalBody = z.infer<typeof RefusalBody>;
