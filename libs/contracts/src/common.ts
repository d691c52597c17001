import { z } from 'zod';

/** Marks a field as personal data: log redaction, export and erasure read this mark. */
export function personal<T extends z.ZodType>(schema: T): T {
  return schema.meta({ ...schema.meta(), personal: true }) as T;
}

export const Id = z.uuid();

/** Whether PostgreSQL can keep the text: it has no NUL. */
export const isStorable = (text: string): boolean => !text.includes('\u0000');

const YEARS = { first: Date.UTC(1900, 0), afterLast: Date.UTC(9999, 0) };
/** A text that is no instant at all has been told so already. */
const isNearby = (text: string): boolean => {
  const at = Date.parse(text);
  return Number.isNaN(at) || (at >= YEARS.first && at < YEARS.afterLast);
};

/**
 * An instant: UTC, ISO 8601, milliseconds, of the years 1900 to 9998. ISO has a year 0, and an offset can lead beyond 9999; PostgreSQL
 * writes neither as we do.
 */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine(isNearby, { error: 'out-of-range' })
  .transform((text) => new Date(text).toISOString());
/** An instant in an answer: already normalised. */
export const InstantOut = z.iso.datetime();

export const Kind = z.enum(['real', 'exercise']);
export type Kind = z.infer<typeof Kind>;

export const Locale = z.enum(['fr', 'en']);
export type Locale = z.infer<typeof Locale>;

/** TLP 2.0 (FIRST). Labels are never translated. */
export const Tlp = z.enum(['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']);
export type Tlp = z.infer<typeof Tlp>;

export const YesNoUnknown = z.enum(['yes', 'no', 'unknown']);
export type YesNoUnknown = z.infer<typeof YesNoUnknown>;

export const Severity = z.enum(['low', 'medium', 'high', 'critical']);
export type Severity = z.infer<typeof Severity>;

export const CareService = z.enum([
  'emergency',
  'intensive-care',
  'theatre',
  'dialysis',
  'imaging',
  'laboratory',
  'pharmacy',
  'maternity',
  'radiotherapy',
  'sterilisation',
  'home-care',
  'patient-record',
  'admissions',
  'other',
]);
export type CareService = z.infer<typeof CareService>;

/** FINESS number of a site (ET) or legal person (EJ). Source: FINESS, as in the domain notes. */
export const Finess = z.string().regex(/^[0-9][0-9A-Z][0-9]{7}$/);

/** Territory code as used in references: the INSEE department (972), not the FINESS one (9B). */
export const TerritoryCode = z.string().regex(/^[0-9A-Z]{2,4}$/);

export const Reference = z.string().regex(/^[0-9A-Z]{2,4}-(?:[AR]-)?(?:X-)?\d{4}-\d{4,}$/);

/** One line of text, trimmed, without control characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u, { error: 'control-character' });

/** Several lines of text, trimmed; NUL is refused because PostgreSQL cannot keep it. */
export const prose = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    // eslint-disable-next-line no-control-regex -- NUL is exactly what has to be refused
    .regex(/^[^\u0000]*$/, { error: 'control-character' });

/** The number of the version that a change was written from; 0: of none yet. It fits where versions are counted. */
export const BaseVersion = z.number().int().min(0).max(2_000_000_000);

/** For what is kept as JSON, which PostgreSQL refuses with half a surrogate pair in it. */
export const whole = <T extends z.ZodType<string>>(schema: T) =>
  schema.refine((text) => text.isWellFormed(), { error: 'control-character' });

export const limit = (standard: number, max: number) => z.coerce.number().int().min(1).max(max).default(standard);

/** One page of a list: `next` is the opaque cursor to pass as `cursor`, null on the last page. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int().nonnegative() });

/** A list in a query string: `a,b` or repeated parameters. */
export const csvOf = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value),
    z.array(item),
  );
