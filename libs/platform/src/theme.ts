import { readFileSync } from 'node:fs';
import { Configuration } from '#libs/contracts';
import { z } from 'zod';

const Theme = Configuration.omit({ territories: true })
  .extend({ colours: z.strictObject({ primary: colour().optional(), accent: colour().optional() }) })
  .partial()
  .strict();

/** `#rrggbb`: it becomes a style, and must not become anything else. */
function colour() {
  return z.string().regex(/^#[0-9a-fA-F]{6}$/);
}

const STANDARD = {
  agencyName: 'Agence régionale de santé',
  productName: 'Vigie',
  logo: null,
  colours: {},
  emergencyPhone: null,
} as const;

/** How the agency calls itself, and how it is reached in an emergency. */
export type AgencyTheme = Omit<Configuration, 'territories'>;

/**
 * The agency's name, logo and colours; what the file leaves out is Vigie's own.
 *
 * @param file JSON, as `VIGIE_THEME_FILE` names it
 * @throws when the file cannot be read or says something else
 */
export function readTheme(file: string | undefined): AgencyTheme {
  if (file === undefined) return STANDARD;
  const parsed = Theme.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`VIGIE_THEME_FILE=${file} is wrong: ${z.prettifyError(parsed.error)}`);
  return { ...STANDARD, ...parsed.data };
}
